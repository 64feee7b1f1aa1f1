"""A person's rights: what is asked, by when, what was done about it, and the proof."""
