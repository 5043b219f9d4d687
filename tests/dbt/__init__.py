"""Small stories of people, taken through the whole dbt project."""
