"""The ports on one machine: SQLite and folders, no account, no server."""
