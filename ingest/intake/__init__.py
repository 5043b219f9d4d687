"""The way of a delivery: bytes, rows of text, checked rows, the lake."""
