"""Events of those people whom another analytics system tracks, in its own form."""
