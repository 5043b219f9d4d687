"""Who is reading, which pages and rows that person may see, and what is written down about it."""
