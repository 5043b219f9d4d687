"""Sources and the lake's datasets as assets: one op picks up all that has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import dagster as dg

from ingest.descriptions import SourceDescription
from ingest.inbox import IngestReport, ingest
from orchestration.assets.warehouse import POOL
from orchestration.stages import Stages
from orchestration.workspace import Workspace
