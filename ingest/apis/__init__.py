"""Clients of ad platforms and networks; their answers are read like delivered files."""
