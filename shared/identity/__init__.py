"""Contacts become profiles: who is who, and why."""
