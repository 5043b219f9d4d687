"""The weekly report: the pages' own numbers and sentences as a PDF and as a short message."""
