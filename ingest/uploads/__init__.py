"""Files that people hand in by hand: recognised, checked, corrected, placed in the inbox."""
