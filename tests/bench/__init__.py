"""Measurements: speed, memory and documents per contact, for docs/performance.md."""
