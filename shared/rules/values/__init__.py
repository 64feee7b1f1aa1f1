"""Cleaning: what a cell of an export says, in one canonical spelling, or set aside with a reason."""
