"""The embedded platform: function host, event router and the `nova` commands."""
