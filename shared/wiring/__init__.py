"""Use cases on a backend: the whole application, and for each function the part of it it needs."""
