"""Live Sessions: a marketplace for live teaching sessions, in pure Python."""
