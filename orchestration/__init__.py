"""Dagster definitions, publishing and the `headwater` command line."""
