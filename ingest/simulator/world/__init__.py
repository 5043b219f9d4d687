"""What is fixed before anybody is born: days, channels, contracts, ways in, products."""
