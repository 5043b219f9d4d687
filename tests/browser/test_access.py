"""People of every role try pages, rows, addresses and exports, in a real browser."""

import json
import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboards.access.rights import RIGHTS
from dashboards.navigation import PAGES, REFERENCE
from orchestration.access import write_access
from orchestration.workspace import open_workspace
from tests.browser.conftest import Reader, sized
from tests.browser.driver import Visit
from tests.browser.provider import PASSWORD
from tests.browser.signed_in import Company, company_with_sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COOKIE = "_streamlit_user"
ALL = (*PAGES, *REFERENCE)
MENUS = {
    "admin": ALL,
    "chen": tuple(page for page in ALL if "executive" in RIGHTS[page].roles),
    "wang": tuple(page for page in ALL if "marketing" in RIGHTS[page].roles),
    "zhao": tuple(page for page in ALL if "operator" in RIGHTS[page].roles),
    "li": ("channels", "retention", "economics", "partners", "alerts", "glossary"),
}


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with company_with_sign_in(tmp_path_factory.mktemp("guarded")) as company:
        yield company


@pytest.fixture
def window(reader: Reader, guarded: Company) -> Page:
    return sized(reader("light"), 1280, 800)


@pytest.fixture(scope="session")
def cookies() -> dict[str, list]:
    """What the browsers of people keep who have signed in before."""
    return {}


@pytest.fixture
def enter(window: Page, guarded: Company, cookies: dict[str, list]) -> Callable[..., Visit]:
    """Come in as somebody: the first time by the button and the provider's form."""

    def entered(account: str, password: str = PASSWORD) -> Visit:
        visit = Visit(window, guarded.address)
        known = cookies.get(account, []) if password == PASSWORD else []
        window.context.add_cookies(known)
        window.goto(guarded.address)
        if not known:
            log_in(window, account, password)
            if password == PASSWORD:
                window.wait_for_url(f"{guarded.address}/**")
                cookies[account] = window.context.cookies()
        return visit

    return entered


def log_in(window: Page, account: str, password: str = PASSWORD) -> None:
    window.get_by_role("button", name="Sign in").click()
    window.locator("[name=account]").fill(account)
    window.locator("[name=password]").fill(password)
    window.get_by_role("button", name="Log in").click()


def page_text(window: Page) -> str:
    return window.locator("[data-testid=stApp]").inner_text()


def csv_of_menu(window: Page) -> Locator:
    """What gives the table of channels away, in the menu that it opens."""
    window.locator(".st-key-export_channels_performance button").first.click()
    offered = window.get_by_test_id("stPopoverBody").get_by_role("button", name="CSV")
    expect(offered).to_be_visible()
    return offered


@pytest.mark.parametrize("account", MENUS)
def test_the_menu_holds_the_pages_of_the_role_and_no_others(enter, picture, account):
    visit = enter(account).settled()
    picture(visit, f"access-menu-{account}")
    links = visit.window.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_count(len(MENUS[account]))
    addresses = [str(link.get_attribute("href")) for link in links.all()]
    assert [urlsplit(address).path.strip("/") or "overview" for address in addresses] == list(
        MENUS[account]
    )
    expect(visit.window.get_by_test_id("stException")).to_have_count(0)


def test_without_signing_in_no_address_shows_a_number(window, guarded):
    for page in ("", "partners", "nowhere"):
        window.goto(f"{guarded.address}/{page}?channels=outdoor")
        expect(window.get_by_role("button", name="Sign in")).to_be_visible()
        assert "¥" not in page_text(window)
        assert window.get_by_test_id("stSidebarNavLink").count() == 0


def test_signing_in_leads_to_the_page_and_the_filters_that_were_asked_for(window, guarded):
    window.goto(f"{guarded.address}/channels?channels=outdoor&period=30d&lang=en")
    log_in(window, "chen")
    expect(window).to_have_url(re.compile(r"/channels\?.*channels=outdoor"))
    expect(window.get_by_role("heading", level=2)).to_contain_text("Which channels")
    assert "period=30d" in window.url
    expect(window.locator(".st-key-answer")).to_contain_text("¥12.0K")
    window.get_by_role("link", name="Overview").click()
    expect(window.get_by_role("heading", level=2)).to_contain_text("Are we growing")
    window.goto(guarded.address)
    expect(window.get_by_role("heading", level=2)).to_contain_text("Are we growing")


def test_a_page_beyond_the_role_is_refused_in_words_and_written_down(enter, guarded, picture):
    visit = enter("li").settled()
    window = visit.window
    title = {"en": "This is not for your role", "zh": "您的角色无权查看"}
    for page, language in (("funnel", "en"), ("overview", "en"), ("health", "zh")):
        window.goto(f"{guarded.address}/{page}?lang={language}")
        expect(window.get_by_role("heading", name=title[language])).to_be_visible()
        assert "¥" not in page_text(window)
        line = guarded.written_down()[-1]
        assert (line["action"], line["page"], line["who"]) == ("refused", page, "li@example.com")
        picture(visit, f"access-refused-{language}")


def test_a_partner_manager_sees_own_rows_whatever_the_address_says(enter, guarded):
    visit = enter("li").go("channels", channels="baidu_generic", period="all")
    text = page_text(visit.window)
    assert "The link names channels that do not exist (any more): baidu_generic" in text
    assert "¥72.0K went with 180 first investors" in text
    assert "Baidu generic" not in text
    visit.go("glossary")
    expect(visit.window.get_by_test_id("stException")).to_have_count(0)
    visit.go("partners", channels="baidu_generic", period="all")
    assert "Baidu generic" not in page_text(visit.window)
    line = guarded.written_down()[-1]
    assert (line["action"], line["page"], line["who"]) == ("people", "partners", "li@example.com")
    assert "fct_partner_payables" in line["what"]


def test_an_export_holds_own_rows_only_and_is_written_down(enter, guarded, tmp_path):
    visit = enter("li").go("channels", channels="baidu_generic", period="all")
    with visit.window.expect_download() as download:
        csv_of_menu(visit.window).click()
    download.value.save_as(tmp_path / "channels.csv")
    data = (tmp_path / "channels.csv").read_text("utf-8-sig")
    assert [line.split(",")[0] for line in data.splitlines()[1:]] == ["Outdoor"]
    line = guarded.written_down()[-1]
    assert (line["who"], line["role"], line["action"]) == (
        *("li@example.com", "partner_manager"),
        "export",
    )
    assert (line["page"], line["rows"], line["filters"]["channels"]) == ("channels", 1, [])


@pytest.mark.parametrize("account", ["stranger", "liar"])
def test_nobody_gets_a_role_by_a_likeness_or_an_unverified_address(
    enter, guarded, picture, account
):
    visit = enter(account)
    expect(visit.window.get_by_role("heading", name="You have no role here yet")).to_be_visible()
    picture(visit, f"access-{account}")
    visit.window.goto(f"{guarded.address}/overview")
    expect(visit.window.get_by_role("heading", name="You have no role here yet")).to_be_visible()
    assert "¥" not in page_text(visit.window)


def test_an_operator_of_one_city_reads_about_that_city_alone(enter, guarded, picture):
    visit = enter("hangzhou").go("offline", period="all")
    text = page_text(visit.window)
    picture(visit, "access-city")
    assert "1 activities of these days cost ¥0 and brought 0 first investors" in text
    assert "北京" not in text
    visit.window.goto(f"{guarded.address}/channels")
    expect(visit.window.get_by_role("heading", name="not for your role")).to_be_visible()
    visit.window.get_by_role("link", name="Open Campus and offline").click()
    expect(visit.window.get_by_role("heading", level=2)).to_contain_text("offline activities")


def test_a_wrong_password_leads_nowhere(enter, guarded):
    visit = enter("admin", password="guess")
    expect(visit.window.get_by_text("Wrong account or password")).to_be_visible()
    visit.window.goto(guarded.address)
    expect(visit.window.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_sign_in_that_has_ended_shows_nothing_and_asks_again(enter, guarded):
    window = enter("late").window
    for page in ("", "channels"):
        window.goto(f"{guarded.address}/{page}")
        expect(window.get_by_role("heading", name="Your sign-in has ended")).to_be_visible()
        assert "¥" not in page_text(window)


def forged(secret: str, address: str) -> str:
    claims: dict[str, object] = {"email": "admin@example.com", "sub": "admin", "is_logged_in": True}
    claims |= {"origin": address, "provider": "default", "exp": int(time.time()) + 3600}
    return create_signed_value(secret, COOKIE, json.dumps(claims)).decode()


def with_cookie(context: BrowserContext, address: str, value: str) -> None:
    context.add_cookies([{"name": COOKIE, "value": value, "url": address}])


def test_a_forged_cookie_is_refused(window, guarded):
    with_cookie(window.context, guarded.address, forged("a guess at the secret", guarded.address))
    window.goto(f"{guarded.address}/overview")
    expect(window.get_by_role("button", name="Sign in")).to_be_visible()
    assert "¥" not in page_text(window)


def test_a_cookie_that_was_tampered_with_is_refused(enter, guarded):
    window = enter("li").settled().window
    value = next(c["value"] for c in window.context.cookies() if c["name"] == COOKIE)
    head, _, signature = value.rpartition(".")
    changed = f"{head}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    with_cookie(window.context, guarded.address, changed)
    window.goto(f"{guarded.address}/channels")
    expect(window.get_by_role("button", name="Sign in")).to_be_visible()


def test_signing_out_ends_what_may_be_seen(enter, guarded):
    window = enter("admin").settled().window
    # The page asks to sign in at once; the cookie goes with the answer to what is asked then.
    with window.expect_response("**/auth/logout*"):
        window.get_by_role("button", name="Sign out").click()
    expect(window.get_by_role("button", name="Sign in")).to_be_visible()
    window.goto(f"{guarded.address}/channels")
    expect(window.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_role_taken_away_ends_at_the_next_click_and_exports_at_once(enter, guarded):
    visit = enter("li").go("channels", period="all")
    offered = csv_of_menu(visit.window)
    home, exports = guarded.workspace.paths.home, guarded.written_down()
    settings = (home / "headwater.toml").read_text("utf-8")
    (home / "headwater.toml").write_text(settings.replace("li@example.com", "he@example.com"))
    try:
        write_access(open_workspace(home), "127.0.0.1", 1)
        offered.click()
        expect(visit.window.get_by_text("Failed to generate file")).to_be_visible()
        assert guarded.written_down() == exports
        visit.window.goto(guarded.address)
        expect(visit.window.locator(".st-key-person")).to_contain_text("Marketing")
    finally:
        (home / "headwater.toml").write_text(settings)
        write_access(open_workspace(home), "127.0.0.1", 1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_way_in_reads_well_in_both_languages_and_on_a_phone(window, guarded, picture, language):
    visit = Visit(window, guarded.address).go(lang=language)
    name = {"en": "Please sign in", "zh": "请先登录"}[language]
    expect(window.get_by_role("heading", name=name)).to_be_visible()
    picture(visit, f"access-sign-in-{language}")
    window.set_viewport_size({"width": 390, "height": 800})
    visit.settled()
    picture(visit, f"access-phone-{language}")
    too_wide = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    assert window.evaluate(too_wide) <= 0
    assert visit.errors == []


def test_the_secrets_of_the_pages_are_their_owners_alone(guarded):
    folder = guarded.workspace.paths.pages_state
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert guarded.workspace.paths.access_log.stat().st_mode & 0o777 == 0o600
    for path in (guarded.log, folder / "access.json"):
        assert "a secret of the provider" not in path.read_text("utf-8")
