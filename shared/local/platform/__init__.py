"""Runs the functions as deployed, on this machine: folders watched, messages delivered, HTTP."""
