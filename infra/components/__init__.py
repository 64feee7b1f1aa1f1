"""The building blocks of an installation: one kind of thing each, its rights beside it."""
