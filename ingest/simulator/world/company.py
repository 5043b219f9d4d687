"""What is fixed by the seed before anybody is born."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.simulator.world.activities import Activity, draw_activities
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.contracts import Contract, draw_contracts
from ingest.simulator.world.placements import build_catalog
from ingest.simulator.world.story import Story


@dataclass(frozen=True)
class Company:
    """The story with its contracts, its activities and every way in."""

    story: Story
    contracts: list[Contract]
    activities: list[Activity]
    catalog: Catalog


def found_company(story: Story) -> Company:
    """The company of a story."""
    contracts, activities = draw_contracts(story), draw_activities(story)
    return Company(story, contracts, activities, build_catalog(story, contracts, activities))
