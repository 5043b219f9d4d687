"""From deliveries to published numbers, held against an independent reckoning."""
