"""The pages in a real browser: they draw, they say numbers, nothing breaks."""

import re
from pathlib import Path

import duckdb
import openpyxl
import pytest
from playwright.sync_api import expect

from dashboards.navigation import PAGES, REFERENCE
from tests.browser.driver import Visit, dashboards
from tests.dashboards.fixture import swap, write_serving_file

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HEADINGS = {
    "overview": ("Are we growing, and what does growth cost?", "我们在增长吗？增长的代价是多少？"),
    "channels": (
        "Which channels bring investors, and at what price?",
        "哪些渠道带来投资人？代价如何？",
    ),
    "funnel": (
        "Where do we lose people between first visit and second investment?",
        "从首次访问到复投，人在哪里流失？",
    ),
    "attribution": (
        "Which channels deserve the credit, and do the models agree?",
        "功劳该归哪些渠道？各模型是否一致？",
    ),
    "retention": ("Do investors come back, and with how much?", "投资人会回来吗？带回多少钱？"),
    "spend": (
        "What did we spend, and do platforms, partners and invoices say the same?",
        "花了多少？平台、合作方和发票是否一致？",
    ),
    "economics": (
        "Does what people bring pay for what they cost, and when?",
        "花的钱赚得回来吗？多久回本？",
    ),
    "planner": (
        "What would another split of next month's budget bring?",
        "下个月的预算换一种分法，会带来什么？",
    ),
    "partners": (
        "What do we owe our partners, and do they agree?",
        "应付合作方多少？对方认同吗？",
    ),
    "promotions": ("Did the promotion work?", "活动有效吗？"),
    "offline": (
        "Do campus and offline activities bring investors, with and without their codes?",
        "校园与线下活动带来投资人了吗？无码的呢？",
    ),
    "hunters": (
        "Who came only for the subsidy, and whom do our members bring?",
        "谁只为补贴而来？老用户又带来了谁？",
    ),
    "alerts": ("What needs a look today?", "今天有什么需要关注？"),
    "tracking": (
        "Which money buys traffic that we cannot count?",
        "哪些花费买来了无法统计的流量？",
    ),
    "health": ("Can I trust today's numbers?", "今天的数字可信吗？"),
}
NUMBERS = {
    "overview": ("540", "540"),
    "channels": ("¥108.0K", "¥10.8万"),
    "funnel": ("28.6", "28.6"),
    "attribution": ("16.7%", "16.7%"),
    "retention": ("50.0%", "50.0%"),
    "spend": ("¥108.6K", "¥10.9万"),
    "economics": ("0.58×", "0.58×"),
    "planner": ("¥6,000", "¥6,000"),
    "partners": ("¥61", "¥61"),
    "promotions": ("¥8,500", "¥8,500"),
    "offline": ("¥100.00", "¥100.00"),
    "hunters": ("60 of 540", "540 位首投用户中有 60 位"),
    "alerts": ("1 of 4", "4 个数字中有 1 个"),
    "tracking": ("6 findings", "6 个问题"),
    "health": ("1 of 2", "2 个来源中 1 个"),
}
FOR_OLDER_COMPANIES = ("planner",)
CHARTS = {
    **{"overview": 5, "channels": 5, "funnel": 4, "attribution": 4},
    **{"retention": 2, "spend": 2, "partners": 2, "health": 3, "offline": 4, "hunters": 5},
    **{"promotions": 3, "economics": 5, "alerts": 2, "tracking": 2, "planner": 2},
}


TOO_WIDE = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh", 390)])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_its_answer_and_its_charts(visit, picture, page, language, width):
    opened = visit(page, width=width, lang=language)
    picture(opened, f"{page}-{language}")
    place = ("en", "zh").index(language)
    window = opened.window
    expect(window.get_by_role("heading", level=2)).to_have_text(HEADINGS[page][place])
    expect(window.locator(".st-key-answer")).to_contain_text(NUMBERS[page][place])
    expect(window.get_by_test_id("stVegaLiteChart")).to_have_count(CHARTS[page])
    expect(window.get_by_test_id("stException")).to_have_count(0)
    expect(window.get_by_test_id("stAlertContentError")).to_have_count(0)
    too_wide = (
        """document.querySelector('[data-testid="stMain"]').scrollWidth - window.innerWidth"""
    )
    assert window.evaluate(too_wide) <= 0
    assert opened.errors == []


def test_a_click_in_the_navigation_keeps_filters_and_language(visit):
    window = visit(lang="zh", period="30d", channels="outdoor").window
    window.get_by_role("link", name="归因").click()
    expect(window.get_by_role("heading", level=2)).to_have_text(HEADINGS["attribution"][1])
    expect(window.get_by_text("2026年4月30日 – 5月29日").first).to_be_visible()
    expect(window).to_have_url(re.compile(r"/attribution\?.*lang=zh"))
    assert "channels=outdoor" in window.url
    assert "period=30d" in window.url


def test_the_first_page_has_its_name_as_an_address_too(visit, address):
    window = visit("channels").window
    window.goto(f"{address}/overview?period=30d&lang=zh")
    expect(window.get_by_role("heading", level=2)).to_have_text(HEADINGS["overview"][1])
    expect(window.get_by_text("2026年4月30日 – 5月29日").first).to_be_visible()
    expect(window).to_have_url(re.compile(rf"{address}/\?.*period=30d"))


def test_the_language_is_one_click_away_on_every_page(visit):
    window = visit("health").window
    window.get_by_role("radio", name="中文").click()
    expect(window.get_by_role("heading", level=2)).to_have_text(HEADINGS["health"][1])
    expect(window.get_by_role("link", name="增长概览")).to_be_visible()
    expect(window).to_have_url(re.compile("lang=zh"))


def taken(window, menu: str, kind: str, folder) -> Path:
    """The file that the menu of one figure gives."""
    if not window.get_by_test_id("stPopoverBody").is_visible():
        window.locator(f".st-key-export_{menu} button").first.click()
    with window.expect_download() as download:
        window.get_by_test_id("stPopoverBody").get_by_role("button", name=kind).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_figure_is_taken_away_as_csv_workbook_and_picture(visit, tmp_path):
    window = visit("channels", lang="zh").window
    name = "2026-03-01_2026-05-29_as_of_2026-05-29"
    table = taken(window, "channels_price", "CSV", tmp_path)
    assert table.name == f"headwater_price_by_channel_{name}.csv"
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "百度通用词" in table.read_text("utf-8-sig")
    book = openpyxl.load_workbook(taken(window, "channels_price", "Excel", tmp_path))
    assert book["数据"]["D2"].value == 72000
    assert {cell.value for cell in book["关于"]["A"]} >= {"口径", "筛选条件", "数据截至"}
    picture = taken(window, "channels_price", "PNG", tmp_path)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_view_is_saved_and_opened_by_its_link(visit):
    window = visit("channels", period="30d", channels="outdoor").window
    window.locator(".st-key-saved button").first.click()
    body = window.get_by_test_id("stPopoverBody")
    body.get_by_label("Name").fill("Posters")
    body.get_by_label("Name").press("Enter")
    body.get_by_role("button", name="Save this view").click()
    expect(window.get_by_text("Saved as Posters")).to_be_visible()
    body.get_by_test_id("stSelectbox").locator("input").click()
    window.get_by_role("option", name="Posters").click()
    link = body.get_by_test_id("stCode").inner_text().strip()
    assert "/channels?view=" in link
    window.goto(link)
    expect(window.get_by_text("Saved view Posters")).to_be_visible()
    expect(window).to_have_url(re.compile("channels=outdoor"))
    expect(window.get_by_text("30 Apr – 29 May 2026").first).to_be_visible()


@pytest.mark.parametrize("page", REFERENCE)
def test_a_page_of_reference_draws_on_a_phone_and_a_desk(visit, picture, page):
    for width, language in ((1440, "en"), (390, "zh")):
        opened = visit(page, width=width, lang=language)
        picture(opened, f"{page}-{language}")
        expect(opened.window.get_by_test_id("stException")).to_have_count(0)
        assert opened.errors == []


def test_days_on_charts_are_company_days_wherever_the_reader_sits(visit):
    """The window sits in New York; the axis must not begin a day early."""
    window = visit("funnel", grain="month").window
    window.locator(".st-key-entry_grain_en").get_by_text("Month").click()
    chart = window.get_by_test_id("stVegaLiteChart").nth(1)
    expect(chart).to_contain_text("Mar 2026")
    expect(chart).not_to_contain_text("Feb 2026")


def test_a_publish_while_a_page_is_open_shows_within_some_clicks(browser, tmp_path):
    link = write_serving_file(tmp_path / "serving" / "headwater.duckdb", "one")
    coming = write_serving_file(tmp_path / "serving" / "coming.duckdb", "two")
    with duckdb.connect(str(coming.resolve())) as connection:
        connection.execute("update fct_growth_daily set first_investments = 12")
    with dashboards(link) as address:
        visit = Visit(browser.new_page(), address).go()
        cards = visit.window.get_by_test_id("stMetric")
        expect(cards.first).to_contain_text("540")
        swap(link, coming.resolve())
        for grain in ("Week", "Day") * 30:
            visit.window.get_by_role("radio", name=grain, exact=True).first.click()
            if "1,080" in (visit.settled().window.get_by_test_id("stMetric").first.inner_text()):
                break
        expect(cards.first).to_contain_text("1,080")
        assert visit.errors == []
        visit.window.close()


def test_without_a_serving_file_the_browser_shows_the_command(browser, tmp_path):
    folder = tmp_path / "home" / "serving"
    folder.mkdir(parents=True)
    with dashboards(folder / "headwater.duckdb") as address:
        visit = Visit(browser.new_page(), address).go(lang="zh")
        expect(visit.window.get_by_text("还没有发布任何数据")).to_be_visible()
        expect(visit.window.get_by_test_id("stCode")).to_contain_text(
            f"headwater --home {tmp_path / 'home'} run"
        )
        visit.window.close()


@pytest.mark.parametrize("page", ["overview", "channels", "retention"])
def test_the_dark_theme_draws_the_same_page_and_so_does_its_picture(visit, tmp_path, page):
    opened = visit(page, scheme="dark")
    opened.picture(tmp_path / f"{page}-dark.png")
    background = opened.window.evaluate(
        """getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor"""
    )
    assert background == "rgb(17, 24, 29)"
    assert opened.errors == []


def test_the_pages_of_a_published_company_draw(browser, company, picture):
    """Every second page in Chinese; the other language of each is drawn without a browser."""
    with dashboards(company.serving) as address:
        window = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        visit = Visit(window, address)
        for number, page in enumerate(PAGES):
            language = ("en", "zh")[number % 2]
            visit.go(page, lang=language, period="all")
            picture(visit, f"company-{page}-{language}")
            expect(visit.window.locator(".st-key-answer")).to_contain_text(re.compile(r"\d"))
            if page not in FOR_OLDER_COMPANIES:
                expect(visit.window.get_by_test_id("stVegaLiteChart").first).to_be_visible()
        assert visit.errors == []
        visit.window.close()
