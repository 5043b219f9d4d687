"""Where the case files are, and the companies built from them once per session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cases.companies import CDNOW, GOOGLE_AND_FACEBOOK, Run, build


@pytest.fixture(scope="session")
def cases_folder() -> Path:
    return Path(os.environ["HEADWATER_CASES"])


@pytest.fixture(scope="session")
def overseas_ads(cases_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    ads = cases_folder / "ads"
    return build(
        tmp_path_factory.mktemp("overseas") / "home",
        GOOGLE_AND_FACEBOOK,
        {
            "google_ads": sorted(ads.glob("google_ads_campaign_*.csv")),
            "facebook_ads": [
                ads / "facebook_ads_basic_ad_data.csv",
                ads / "facebook_ads_ad_history_data.csv",
                ads / "facebook_ads_campaign_history_data.csv",
            ],
        },
    )


@pytest.fixture(scope="session")
def cdnow(cases_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    home = tmp_path_factory.mktemp("cdnow") / "home"
    return build(home, CDNOW, {"cdnow": [cases_folder / "transactions" / "cdnow.csv"]})
