"""Who has which role, which pages it opens, and what is written down; pages without a browser."""

import json
import stat
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.access.log import Act, append
from dashboards.access.policy import Grant, Policy, UnreadablePolicyError, read_policy
from dashboards.access.rights import RIGHTS, may_open
from dashboards.components.exports import exported
from dashboards.navigation import PAGES
from dashboards.queries.rows import EVERYTHING, RefusedError, Rows
from tests.dashboards.conftest import go_to, texts

POLICY = Policy(
    has_provider=True,
    groups_claim="realm.roles",
    grants=(
        Grant(role="marketing", domains=("example.com",)),
        Grant(role="partner_manager", emails=("li@example.com",), channels=("fanli",)),
        Grant(role="partner_manager", emails=("li@example.com",), channels=("cps",)),
        Grant(role="operator", groups=("hangzhou",), cities=("杭州",)),
        Grant(role="operator", groups=("all-cities",), cities=("*",)),
    ),
)


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ({"email": "an@example.com"}, ("marketing", EVERYTHING)),
        ({"email": "LI@Example.com"}, ("partner_manager", Rows(channel=("fanli", "cps")))),
        (
            {"email": "a@example.com", "realm": {"roles": ["hangzhou"]}},
            ("operator", Rows(city=("杭州",))),
        ),
        ({"realm": {"roles": ["hangzhou", "all-cities"]}}, ("operator", EVERYTHING)),
        ({"email": "an@sub.example.com"}, None),
        ({"email": "an@example.com.evil.org"}, None),
        ({"email": "an@notexample.com"}, None),
        ({"email": "li@example.com", "email_verified": False}, None),
        ({"email": ["li@example.com"], "realm": "x"}, None),
        ({}, None),
    ],
)
def test_the_nearest_grant_gives_the_role_and_its_rows(claims, found):
    assert POLICY.role_of(claims) == found


def test_a_sign_in_ends_with_its_token_or_after_the_hours_of_the_company():
    assert POLICY.ends_at({"iat": 100, "exp": 400}) == 400
    assert POLICY.ends_at({"iat": 100, "exp": "9999999999"}) == 0
    hours = POLICY.model_copy(update={"session_hours": 2.0})
    assert hours.ends_at({"iat": 100, "exp": 400}) == 7300
    assert hours.ends_at({"exp": 400}) == 0


def test_every_page_of_the_navigation_says_who_may_open_it():
    assert set(PAGES) <= set(RIGHTS)


def test_a_page_nobody_spoke_of_is_the_admins_alone():
    assert may_open("admin", EVERYTHING, "brand_new")
    assert not any(
        may_open(role, EVERYTHING, "brand_new")
        for role in ("executive", "marketing", "operator", "partner_manager")
    )


def test_whoever_sees_some_rows_opens_only_pages_that_can_be_narrowed_down_to_them():
    city, channel = Rows(city=("杭州",)), Rows(channel=("fanli",))
    assert {page for page in PAGES if may_open("operator", city, page)} == {"offline", "alerts"}
    own = {page for page in PAGES if may_open("partner_manager", channel, page)}
    assert own == {"channels", "retention", "economics", "partners", "alerts"}
    assert may_open("operator", EVERYTHING, "promotions")


@pytest.mark.parametrize("text", ["", "{}x", '{"grants": 1}', '{"grants": [{"role": "god"}]}'])
def test_a_damaged_policy_lets_nobody_in(tmp_path, text):
    (tmp_path / "access.json").write_text(text)
    with pytest.raises(UnreadablePolicyError):
        read_policy(tmp_path / "access.json")


@pytest.fixture
def policy_file(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "access.json"
    path.write_text(POLICY.model_dump_json())
    monkeypatch.setenv("HEADWATER_ACCESS", str(path))
    monkeypatch.setenv("HEADWATER_ACCESS_LOG", str(tmp_path / "log.jsonl"))
    return path


def test_nobody_who_has_not_signed_in_sees_a_page(open_page, policy_file):
    app = open_page()
    assert "Please sign in" in texts(app)
    assert not app.metric
    assert "请先登录" in texts(open_page(lang="zh"))


def test_without_the_policy_nobody_is_let_in(open_page, policy_file):
    policy_file.unlink()
    assert "Nobody can be let in just now" in texts(open_page())


@pytest.fixture
def signed_in(open_page, policy_file) -> Callable[..., AppTest]:
    """Open a page as whoever these claims are about, a minute before the sign-in ends."""

    def opened(page: str, **claims: object) -> AppTest:
        app = open_page()
        app.user = {"is_logged_in": True, "exp": time.time() + 60, **claims}
        app.run()
        return go_to(app, page)

    return opened


def test_a_sign_in_that_has_ended_shows_the_way_in_again(signed_in):
    app = signed_in("channels", email="an@example.com")
    assert "an@example.com" in texts(app)
    app.user = {**app.user, "exp": time.time() - 1}
    written = texts(app.run())
    assert "Your sign-in has ended" in written
    assert "blended CAC" not in written


def test_without_a_provider_the_page_says_that_it_is_open_here_only(open_page):
    assert "Open on this machine only" in texts(open_page())
    assert "仅本机可访问" in texts(open_page(lang="zh"))


@pytest.mark.parametrize("page", ["channels", "retention", "economics", "partners", "alerts"])
def test_what_a_partner_manager_may_open_asks_for_own_rows_only(signed_in, policy_file, page):
    policy_file.write_text(POLICY.model_dump_json().replace("fanli", "outdoor"))
    written = texts(signed_in(page, email="li@example.com", channels="direct"))
    assert "This is not for your role" not in written
    assert "could not be drawn" not in written
    assert "Baidu" not in written


def test_an_operator_of_a_city_reads_about_that_city_alone(signed_in, policy_file):
    policy_file.write_text(POLICY.model_dump_json().replace("杭州", "上海"))
    app = signed_in("offline", realm={"roles": ["hangzhou"]})
    written = texts(app)
    assert "This is not for your role" not in written
    assert "could not be drawn" not in written
    shown = [set(frame.value["city"]) for frame in app.dataframe if "city" in frame.value]
    assert shown
    assert set().union(*shown) == {"上海"}
    watched = signed_in("alerts", realm={"roles": ["hangzhou"]})
    assert "Nothing is watched yet" in texts(watched)
    assert "Baidu" not in texts(watched)


def test_an_export_that_cannot_be_written_down_is_not_handed_out(
    monkeypatch, tmp_path, last_90_days
):
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("HEADWATER_ACCESS_LOG", str(tmp_path / "folder"))
    with pytest.raises(OSError, match="directory"):
        exported("t.csv", last_90_days, 3, lambda: b"numbers")()


def test_an_export_is_refused_once_the_right_to_it_is_gone(policy_file, last_90_days, tmp_path):
    export = exported("t.csv", last_90_days, 3, lambda: b"numbers")
    with pytest.raises(RefusedError):
        export()
    assert not (tmp_path / "log.jsonl").exists()


def test_many_writers_leave_whole_lines_that_only_their_owner_reads(tmp_path):
    path = tmp_path / "state" / "log.jsonl"

    def write(number: int) -> None:
        append(path, "li@example.com", "marketing", "channels", Act("export", "表" * 500, number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(100)))
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert sorted(line["rows"] for line in lines) == list(range(100))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_data_leave_the_pages_and_builds_enter_them_in_one_place_each():
    root = Path(__file__).resolve().parents[2] / "dashboards"
    sources = {path: path.read_text("utf-8") for path in root.rglob("*.py")}
    handing_out = [text for text in sources.values() if "download_button(" in text]
    assert handing_out
    assert all("data=exported(" in text for text in handing_out)
    assert not any("st.fragment" in text for text in sources.values()), "a fragment skips main()"
    asking = {path.name for path, text in sources.items() if "latest_build()" in text}
    # The weekly report is made by the company itself and narrows each recipient in its orders.
    assert asking == {"reader.py", "page.py", "__main__.py"}
