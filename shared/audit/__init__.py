"""What was done, by whom and for what purpose, kept as evidence."""
