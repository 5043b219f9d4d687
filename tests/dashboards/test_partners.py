"""The partners page where something is missing: no contract of ours, or no partner at all."""

import duckdb
import pytest

from tests.dashboards.conftest import texts
from tests.dashboards.fixture import write_serving_file


@pytest.fixture
def serving(tmp_path):
    return write_serving_file(tmp_path / "serving" / "headwater.duckdb")


def change(serving, order: str) -> None:
    with duckdb.connect(str(serving.resolve())) as connection:
        connection.execute(order)


def test_without_a_contract_the_page_says_what_is_claimed_and_what_to_do(open_page, serving):
    change(serving, "update fct_partner_payables set owed_amount = null, dispute = null")
    written = texts(open_page("partners", serving))
    assert "Partners claim **¥61** for 4 events of these days" in written
    assert "headwater template partner_contracts" in written
    assert "No line is in dispute." in written


def test_without_partners_the_page_says_so(open_page, serving):
    change(serving, "delete from fct_partner_payables")
    app = open_page("partners", serving)
    assert not app.exception
    assert "No partner has earned or claimed anything in these days." in texts(app)


def test_what_partners_claim_adds_up_to_the_sentence(open_page):
    page = open_page("partners")
    table = next(one.value for one in page.dataframe if "billed_amount" in one.value)
    sentence = next(item.value for item in page.markdown if "claim" in item.value)
    assert "**¥61**" in sentence
    assert "**¥50**" in sentence
    assert table["claimed_amount"].sum() == 61
    assert table["owed_amount"].sum() == 50
