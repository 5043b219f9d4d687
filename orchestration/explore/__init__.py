"""Questions of one's own about events, on the command line."""
