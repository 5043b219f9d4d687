"""What really happened, for tests, benchmarks and scoreboards."""
