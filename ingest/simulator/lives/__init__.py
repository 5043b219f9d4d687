"""People: where they come from, what they do, how they invest; a chunk at a time."""
