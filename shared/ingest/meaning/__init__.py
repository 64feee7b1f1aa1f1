"""What each column of an export means: its header's words, its values, and the whole file."""
