"""One data folder: its settings, who runs it, its queue, its memory and its logs."""
