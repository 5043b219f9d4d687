"""A simulated company whose truth is known, delivered in the formats of its sources."""
