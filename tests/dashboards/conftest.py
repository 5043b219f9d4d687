"""Pages over the small company written by hand, and helpers that open them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards.i18n import Words
from dashboards.queries.filters import Filters
from dashboards.queries.per_build import drop_older_builds
from dashboards.queries.reader import Build, Reader
from tests.dashboards.fixture import AS_OF, HALF, write_serving_file

APP = Path(__file__).resolve().parents[2] / "dashboards" / "app.py"
TIMEOUT = 30
OpenPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    st.cache_data.clear()
    drop_older_builds()
    yield
    st.cache_data.clear()
    drop_older_builds()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The serving link of the small company; read it, never change it."""
    return write_serving_file(tmp_path_factory.mktemp("small") / "serving" / "headwater.duckdb")


@pytest.fixture
def build(published: Path) -> Build:
    return Reader().latest(published)


@pytest.fixture
def last_90_days() -> Filters:
    return Filters(HALF, AS_OF)


@pytest.fixture
def english() -> Words:
    return Words("en")


@pytest.fixture
def open_page(published: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Open a page of the small company (or of `serving`) with an address such as `lang="zh"`."""

    def opened(page: str = "overview", serving: Path | None = None, **address: str) -> AppTest:
        monkeypatch.setenv("HEADWATER_SERVING", str(serving or published))
        app = AppTest.from_file(str(APP), default_timeout=TIMEOUT)
        for name, value in address.items():
            app.query_params[name.rstrip("_")] = value
        return app.run() if page == "overview" else go_to(app, page)

    return opened


def go_to(app: AppTest, page: str) -> AppTest:
    return app.switch_page(f"views/{page}.py").run()


def texts(app: AppTest) -> str:
    """Everything that is written on the page, for asserting what a reader can read."""
    kinds = (app.header, app.subheader, app.markdown, app.caption, app.info, app.success)
    found = [element.value for elements in kinds for element in elements]
    found += [element.value for element in (*app.warning, *app.error, *app.code)]
    found += [f"{metric.label}: {metric.value} {metric.delta}" for metric in app.metric]
    return "\n".join(str(text) for text in found)
