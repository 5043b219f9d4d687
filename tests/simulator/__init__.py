"""The simulated company: the same every time, true to its own truth, believable."""
