"""What each source sends: its own format, its own moment, its own mistakes."""
