"""Bytes become rows, rows become contacts and interactions."""
