"""Altair charts: data frames in, charts out; one look for all."""
