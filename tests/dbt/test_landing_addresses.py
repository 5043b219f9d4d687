"""What a landing address says of its campaign, in the words of each system that tags it."""

import pytest

from tests.dbt.harness import Company
from tests.dbt.lake import Lake
from tests.dbt.stories import journeys, visit

pytestmark = pytest.mark.xdist_group("landing_addresses")

ADDRESSES = {
    "tongji": "hmsr=Toutiao&hmmd=feed&hmpl=%E7%90%86%E8%B4%A2&hmkw=fund&hmci=c7&hmcu=u3",
    "unit": "hmsr=toutiao&hmcu=u3",
    "both": "utm_source=baidu&hmsr=toutiao&hmpl=other",
    "tencent": "click_id=T1",
    "ocean": "clickid=O1",
    "microsoft": "msclkid=M1",
    "gdt": "gdt_vid=V1",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory, manifest) -> dict[str, tuple]:
    home = tmp_path_factory.mktemp("addresses")
    lands = "https://www.example.cn/lp?"
    people = journeys(
        {name: [visit("2026-05-01 09:00", url=lands + query)] for name, query in ADDRESSES.items()}
    )
    lake = Lake(home / "lake")
    lake.load(people, "2026-05-02 04:00:00")
    company = Company(home / "daily", lake.path, manifest)
    company.build(select=["+int_events"])
    columns = "utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_id_type, click_id"
    rows = company.rows(f"select {columns} from int_events order by event_id")
    ids = sorted(zip((str(row["event_id"]) for row in people["events"]), ADDRESSES, strict=True))
    return {name: row for (_, name), row in zip(ids, rows, strict=True)}


def test_baidu_tongji_names_the_campaign_where_utm_does_not(told):
    assert told["tongji"] == ("toutiao", "feed", "理财", "fund", "c7", None, None)
    assert told["unit"] == ("toutiao", None, None, None, "u3", None, None)


def test_two_taggings_of_one_address_are_not_mixed(told):
    assert told["both"] == ("baidu", None, None, None, None, None, None)


def test_click_ids_are_known_by_their_names(told):
    found = {name: told[name][-2:] for name in ("tencent", "ocean", "microsoft", "gdt")}
    assert found == {
        "tencent": ("click_id", "T1"),
        "ocean": ("clickid", "O1"),
        "microsoft": ("msclkid", "M1"),
        "gdt": ("gdt_vid", "V1"),
    }
