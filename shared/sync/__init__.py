"""Profiles become changes, and sources are told them."""
