"""Looking without changing anything: at a file before it is loaded, at an installation."""
