"""A file on its way: put down, followed to its end, and reported on."""
