import csv

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner

from ingest.config import Settings
from ingest.sections import Channel, ChannelRule
from orchestration.cli import app
from orchestration.links import LinkError, LinkRequest, build_link, read_book

LANDING = "https://www.example.cn/lp?page=2#top"
BOOK = read_book(Settings(), {})


def headwater(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def links_in(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_link_keeps_the_landing_address_and_carries_what_the_rules_look_for():
    request = LinkRequest("wechat", LANDING, campaign="秋季", team="east", venue="stand 1")
    assert build_link(request, BOOK) == (
        "https://www.example.cn/lp?page=2&utm_source=wechat&utm_medium=link"
        "&utm_campaign=%E7%A7%8B%E5%AD%A3&utm_content=east-stand%201#top"
    )


def test_a_channel_of_codes_is_linked_by_its_code():
    request = LinkRequest("campus", "https://www.example.cn/lp", code="CAM001")
    assert build_link(request, BOOK) == "https://www.example.cn/lp?hw_code=CAM001"


def test_a_companys_own_channel_can_be_linked():
    own = Channel(name="radio", rules=[ChannelRule(utm_source="fm", code_prefix="RAD")])
    book = read_book(Settings(channel=[own]), {})
    request = LinkRequest("radio", "https://www.example.cn/lp", code="RAD1")
    assert "utm_source=fm" in build_link(request, book)
    with pytest.raises(LinkError, match="begins with RAD"):
        build_link(LinkRequest("radio", "https://www.example.cn/lp"), book)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (LinkRequest("wechta", LANDING), "no channel 'wechta'"),
        (LinkRequest("wechat", "www.example.cn/lp"), "not a whole web address"),
        (LinkRequest("wechat", "https://exa mple.cn"), "not a whole web address"),
        (LinkRequest("wechat", "javascript:alert(1)"), "not a whole web address"),
        (LinkRequest("wechat", "https://[bad"), "not a whole web address"),
        (LinkRequest("wechat", "https://a.cn/?utm_source=x"), "already carries utm_source"),
        (LinkRequest("campus", LANDING), "begins with CAM"),
        (LinkRequest("campus", LANDING, code="MET001"), "belongs to metro"),
        (LinkRequest("wechat", LANDING, code="CAM001"), "belongs to campus"),
        (LinkRequest("wechat", LANDING, code="a&b"), "letters, digits"),
        (LinkRequest("seo", LANDING), "No rule knows seo by a link"),
        (LinkRequest("direct", LANDING), "No rule knows direct by a link"),
        (LinkRequest("wechat", LANDING, campaign="x" * 1000), "more than 1000"),
    ],
)
def test_a_link_that_would_not_work_is_refused_in_words(request_, words):
    with pytest.raises(LinkError, match=words):
        build_link(request_, BOOK)


def test_one_link_is_written_with_its_qr_code(tmp_path):
    options = ["--channel", "campus", "--landing", LANDING, "--code", "CAM7", "--to"]
    code, output = headwater("--home", tmp_path, "links", *options, tmp_path / "out")
    assert code == 0, output
    (row,) = links_in(tmp_path / "out" / "links.csv")
    assert row["link"] == "https://www.example.cn/lp?page=2&hw_code=CAM7#top"
    assert (tmp_path / "out" / row["png"]).read_bytes().startswith(b"\x89PNG")


def test_a_sheet_is_issued_whole_or_not_at_all(tmp_path):
    sheet = tmp_path / "links.csv"
    rows = [f"wechat,autumn,QR1,{LANDING},=1+1", f"sms,autumn,QR1,{LANDING},b", "nope,,,x,c"]
    header = "channel,campaign,code,landing url,label"
    sheet.write_text("\n".join([header, *rows]), encoding="utf-8")
    code, output = headwater("--home", tmp_path, "links", "--sheet", sheet)
    assert code == 1
    assert "row 2: The code 'QR1' belongs to wechat" in output
    assert "row 3: There is no channel 'nope'" in output
    assert not (tmp_path / "links").exists()

    sheet.write_text("\n".join([header, rows[0]]), encoding="utf-8")
    assert headwater("--home", tmp_path, "links", "--sheet", sheet)[0] == 0
    (row,) = links_in(tmp_path / "links" / "issued.csv")
    assert (row["code"], row["label"]) == ("QR1", "'=1+1")


def test_a_code_stays_with_the_channel_it_was_issued_to(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["渠道", "渠道码", "落地页"])
    book.active.append(["wechat", 1001, LANDING])
    book.save(tmp_path / "sheet.xlsx")
    issue = ("--home", tmp_path, "links", "--sheet", tmp_path / "sheet.xlsx")
    assert headwater(*issue)[0] == headwater(*issue)[0] == 0
    assert [row["code"] for row in links_in(tmp_path / "links" / "issued.csv")] == ["1001"]

    other = ("--channel", "sms", "--landing", LANDING, "--code", "1001")
    code, output = headwater("--home", tmp_path, "links", *other)
    assert code == 1
    assert "belongs to wechat" in output


def test_a_code_of_an_activity_sheet_stays_with_the_channel_of_its_activity(workspace):
    with duckdb.connect(str(workspace.paths.warehouse)) as connection:
        connection.execute(
            "create table stg_sheets__activity_codes as select 'Q9' as code, 'a' as activity_id"
        )
        connection.execute(
            "create table stg_sheets__activities as select 'a' as activity_id, 'metro' as channel"
        )
    options = ("--channel", "sms", "--landing", LANDING, "--code", "Q9")
    code, output = headwater("--home", workspace.paths.home, "links", *options)
    assert code == 1
    assert "belongs to metro" in output
