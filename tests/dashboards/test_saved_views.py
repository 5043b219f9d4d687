"""Saved views: kept, opened, renamed, deleted, shared, and still good when channels change."""

from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from dashboards.kept import store, views
from dashboards.kept.views import SavedView, UnusableNameError, fitted
from dashboards.queries.company import Channel, merged_channels
from dashboards.queries.reader import Reader
from dashboards.queries.rows import Rows
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import write_serving_file

RADIO = Channel("radio", "Radio", "电台", "Offline", True)
OUTDOOR = Channel("outdoor", "Outdoor", "户外广告", "Offline", True)


@pytest.fixture
def link(tmp_path):
    return write_serving_file(tmp_path / "home" / "serving" / "headwater.duckdb", "one")


def a_view(name="Mine", owner="ann", page="channels", **choices):
    names = {"outdoor": ["Outdoor", "户外广告"], "fm": ["FM", "调频"], "old_radio": ["Radio", ""]}
    return SavedView("", owner, name, page, choices, names)


def save_in_app(app, name: str):
    app.text_input(key="saved_name_en").set_value(name)
    return app.button(key="saved_save").click().run()


def test_a_view_is_its_owners_until_its_link_is_handed_on(tmp_path):
    views.save(tmp_path, a_view(channels="outdoor"))
    [mine] = views.mine(tmp_path, "ann")
    assert views.mine(tmp_path, "bob") == []
    assert views.one(tmp_path, mine.view_id) == mine
    views.delete(tmp_path, SavedView(mine.view_id, "bob", "", "", {}, {}))
    assert views.one(tmp_path, mine.view_id) == mine


def test_saving_under_the_same_name_replaces_the_view_and_keeps_its_link(tmp_path):
    views.save(tmp_path, a_view(period="30d"))
    [before] = views.mine(tmp_path, "ann")
    views.save(tmp_path, a_view(period="7d"))
    [after] = views.mine(tmp_path, "ann")
    assert (after.view_id, after.choices) == (before.view_id, {"period": "7d"})


@pytest.mark.parametrize(("name", "words"), [(" ", "name_empty"), ("x" * 61, "name_long")])
def test_a_name_that_cannot_be_used_is_refused_with_words(tmp_path, name, words):
    with pytest.raises(UnusableNameError, match=words):
        views.save(tmp_path, a_view(name))


def test_a_view_is_not_renamed_to_a_name_that_is_taken(tmp_path):
    for name in ("One", "Two"):
        views.save(tmp_path, a_view(name))
    one, two = views.mine(tmp_path, "ann")
    with pytest.raises(UnusableNameError, match="name_taken"):
        views.rename(tmp_path, one, "Two")
    views.rename(tmp_path, two, "Three")
    assert [view.name for view in views.mine(tmp_path, "ann")] == ["One", "Three"]


def test_sessions_that_save_at_once_lose_nothing(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        names = [f"view {number:02d}" for number in range(40)]
        list(pool.map(lambda name: views.save(tmp_path, a_view(name)), names))
    assert [view.name for view in views.mine(tmp_path, "ann")] == names


def test_a_channel_that_was_merged_or_renamed_is_found_under_its_name_of_today():
    view = a_view(channels="outdoor,fm,old_radio,gone", period="30d")
    opened = fitted(view, (RADIO, OUTDOOR), {"fm": "radio"})
    assert opened.view.choices == {"period": "30d", "channels": "outdoor,radio"}
    assert opened.gone == ("gone",)


def test_merged_channels_come_from_the_published_file_when_it_has_them(link):
    assert merged_channels(Reader().latest(link)) == {}
    write_serving_file(link, "two")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("create table meta_merged_channels (channel text, merged_into text)")
        connection.execute("insert into meta_merged_channels values ('fm', 'radio')")
    assert merged_channels(Reader().latest(link)) == {"fm": "radio"}


@pytest.mark.parametrize(
    "rows", [Rows(channel=("radio",)), Rows(partner=("Fan",)), Rows(city=("北京",))]
)
def test_whoever_sees_some_rows_only_opens_views_too(link, rows):
    build = Reader().latest(link).seen_by(rows, lambda *_: None)
    assert merged_channels(build) == {}
    write_serving_file(link, "two")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("create table meta_merged_channels (channel text, merged_into text)")
    assert merged_channels(Reader().latest(link).seen_by(rows, lambda *_: None)) == {}


def test_a_view_saved_on_a_page_opens_with_its_filters(open_page, link):
    app = open_page(serving=link, period="30d", channels="outdoor")
    app = save_in_app(app, "Posters")
    [row] = store.rows(link.parent.parent, "select view_id from saved_views")
    view = views.one(link.parent.parent, row["view_id"])
    assert view is not None
    assert "Saved as **Posters**" in texts(app)
    assert view.choices == {"period": "30d", "channels": "outdoor"}
    opened = open_page(serving=link, view=view.view_id)
    assert "Saved view **Posters**" in texts(opened)
    # 30 days with one first investor each.
    assert "First investors: 30" in texts(opened)
    assert "view" not in opened.query_params


def test_a_view_is_renamed_opened_and_deleted_on_a_page(open_page, link):
    app = save_in_app(open_page("channels", serving=link, period="7d"), "Week")
    [row] = store.rows(link.parent.parent, "select view_id, page from saved_views")
    assert row["page"] == "channels"
    app.selectbox(key="saved_chosen_en").set_value(row["view_id"]).run()
    app.text_input(key="saved_name_en").set_value("The week")
    app.button(key="saved_rename").click().run()
    assert app.selectbox(key="saved_chosen_en").options == ["The week"]
    app.button(key="saved_open").click().run()
    assert "23 May – 29 May 2026" in texts(app)
    app.selectbox(key="saved_chosen_en").set_value(row["view_id"]).run()
    app.button(key="saved_delete").click().run()
    assert not app.exception
    assert store.rows(link.parent.parent, "select * from saved_views") == []


def test_a_view_of_channels_that_are_gone_says_so_and_shows_the_rest(open_page, link):
    names = {"paper": ["Newspapers", "报纸"]}
    view = SavedView("", "local", "Old", "overview", {"channels": "paper,outdoor"}, names)
    views.save(link.parent.parent, view)
    [kept] = views.mine(link.parent.parent, "local")
    written = texts(open_page(serving=link, view=kept.view_id))
    assert "do not exist any more and are left out: Newspapers." in written
    assert "First investors: 90" in written


def test_a_link_to_a_deleted_view_opens_the_page_with_words(open_page, link):
    written = texts(open_page(serving=link, view="nobody"))
    assert "was deleted" in written
    assert "First investors: 540" in written


def test_damaged_views_are_explained_and_the_page_stays(open_page, link):
    path = store.store_path(link.parent.parent)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database" * 100)
    written = texts(open_page(serving=link))
    assert "cannot be read or written: file is not a database" in written
    assert "First investors: 540" in written
