"""Cleaning: what a cell says in one canonical spelling, or why it was set aside."""
