"""The commands, one idea per file."""
