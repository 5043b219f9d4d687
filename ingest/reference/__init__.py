"""The reference pages of `docs/`, written from what the program itself reads."""
