"""The columns of every table, for the screen and for the download."""
