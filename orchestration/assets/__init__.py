"""What Dagster sees: sources and lake datasets, dbt models with their tests, the serving file."""
