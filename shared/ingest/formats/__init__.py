"""Bytes become rows: one file per kind of export, and what they have in common."""
