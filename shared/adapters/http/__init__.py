"""What we say to systems of others, over HTTP."""
