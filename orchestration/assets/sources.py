"""Sources and the lake's datasets as assets: one op picks up all that has come."""

from __future__ import annotations
