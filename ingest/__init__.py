"""Reading, checking and landing what the sources deliver."""
