"""Records of one file linked without a platform."""
