"""Contracts written for people: a draft from a diagnosis, a schema for editors."""
