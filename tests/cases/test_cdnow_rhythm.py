"""A tenth of the CD buyers: rhythms near the published ones, and purchases that came."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from measurement.lifetime_people import purchases_of
from measurement.lifetime_repeat import fit

pytestmark = pytest.mark.cases

CUT, WEEKS = date(1997, 9, 30), 39


@pytest.fixture(scope="module")
def buyers(cases_folder: Path) -> pd.DataFrame:
    """Every tenth of the 23,570 buyers."""
    names = {"customer_id": "person", "date": "day", "value": "amount"}
    file = cases_folder / "transactions" / "cdnow.csv"
    table = pd.read_csv(file, dtype={"customer_id": str}).rename(columns=names)
    return table[table["person"].isin(sorted(table["person"].unique())[::10])].assign(channel="")


def test_rhythms_are_near_those_published_for_another_tenth(buyers: pd.DataFrame) -> None:
    with purchases_of(buyers) as known:
        people = known.people(CUT)
        later = buyers[pd.to_datetime(buyers["day"]).dt.date > CUT]
    told = fit(people)
    # Fader, Hardie and Lee (2005): r .243, alpha 4.414 weeks, a .793, b 2.426.
    assert len(people) == 2_357
    assert told.parameters["r"] == pytest.approx(0.243, abs=0.03)
    assert told.parameters["alpha"] / 7 == pytest.approx(4.414, abs=0.6)
    share = told.parameters["a"] / (told.parameters["a"] + told.parameters["b"])
    assert share == pytest.approx(0.793 / (0.793 + 2.426), abs=0.03)
    came = later.drop_duplicates(["person", "day"])
    expected = told.expected(people, WEEKS * 7)
    assert expected["transactions"].sum() == pytest.approx(len(came), rel=0.15)
