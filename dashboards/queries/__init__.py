"""Questions to the serving file: SQL with bound parameters, ratios computed once, here."""
