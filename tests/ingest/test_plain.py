"""Values told at once by Arrow become what the compiled contract makes of them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pyarrow as pa
import pytest

from ingest.config import Settings
from ingest.contracts.spend import AD_SPEND
from ingest.engine import connect
from ingest.normalise import Limits, columns_sql
from ingest.plain import settle

LIMITS = Limits(datetime(2026, 5, 4, tzinfo=UTC))
PARTS = ("", "0", "12", "1,234", ",", ".", ".5", "-", "%", "万", " ", "@", "13800138000", "９")
TEXTS = [
    *sorted({"".join(parts) for parts in product(PARTS, repeat=3)}),
    *("null", "--", "N/A", "1" * 13, "1" * 14, "1" * 16, "12,34", "1,234,567.89"),
    *(
        "0.1234567890123",
        "热线138-0013-8000",
        "卡 6222 0212 3456 7890",
        "a%40b.cn",
        "理财 110101199003078515",
        "热线１３８００１３８０００",
        "name:hotline 13800138000",
    ),
]


@pytest.fixture(scope="module")
def normalised(tmp_path_factory):
    """What the SQL makes of TEXTS, and whether it lets them pass, by column."""
    names = ("campaign_name", "campaign_id", "clicks", "cost_raw", "device")
    columns = [AD_SPEND.column(name) for name in names]
    with connect(Settings().engine, tmp_path_factory.mktemp("spill")) as connection:
        connection.register("given", pa.table(dict.fromkeys(names, pa.array(TEXTS))))
        found = connection.sql(columns_sql(columns, "given", LIMITS)).to_arrow_table()
    return {
        name: list(zip(found[name].to_pylist(), found[f"ok_{name}"].to_pylist(), strict=True))
        for name in names
    }


@pytest.mark.parametrize("name", ["campaign_name", "campaign_id", "clicks", "cost_raw", "device"])
def test_what_is_plain_is_as_the_contract_has_it(normalised, name):
    values, is_plain = settle(AD_SPEND.column(name), pa.array(TEXTS))
    told = list(zip(TEXTS, values.to_pylist(), is_plain, normalised[name], strict=True))
    assert [(text, value) for text, value, plain, _ in told if plain] == [
        (text, value) for text, _, plain, (value, passes) in told if plain and passes
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [("cost_raw", "1,234,567.89"), ("clicks", "12"), ("campaign_name", "热线 400"), ("device", "")],
)
def test_common_values_are_plain(name, text):
    assert settle(AD_SPEND.column(name), pa.array([text]))[1].all()


@pytest.mark.parametrize(
    "text", ["热线13800138000", "卡 6222 0212 3456 7890", "a@b.cn", "a%40b.cn"]
)
def test_what_may_be_personal_is_looked_at(text):
    texts = pa.array(["x", text, None, ""])
    assert settle(AD_SPEND.column("keyword_text"), texts)[1].tolist() == [True, False, True, True]


def test_a_slice_is_told_by_its_own_values():
    texts = pa.array(["热线13800138000", "x", "", "热线13800138000"]).slice(1)
    assert settle(AD_SPEND.column("keyword_text"), texts)[1].tolist() == [True, True, False]
