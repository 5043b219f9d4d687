"""Tests of runs, publishing, the command line and Dagster's view of a company."""
