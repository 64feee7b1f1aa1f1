"""Pure rules that several capabilities share."""
