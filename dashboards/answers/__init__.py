"""Each page's answer to its question: one sentence made from the numbers."""
