"""What the environment holds for every platform."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def secrets(monkeypatch):
    """Accounts that the servers of these tests let in."""
    for source in ("BAIDU_SEARCH_API", "QIHOO_API", "TENCENT_ADS", "OCEAN_ENGINE_API"):
        monkeypatch.setenv(f"HEADWATER_{source}_ACCESS_TOKEN", "let me in")
    monkeypatch.setenv("HEADWATER_WEIBO_ADS_ACCESS_TOKEN", "let me in")
    monkeypatch.setenv("HEADWATER_BAIDU_SEARCH_API_USER_NAME", "qingshui")
    monkeypatch.setenv("HEADWATER_QIHOO_API_API_KEY", "key")
    for source in ("GOOGLE_ADS_API", "MICROSOFT_ADS", "SEARCH_CONSOLE"):
        for name in ("DEVELOPER_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN"):
            monkeypatch.setenv(f"HEADWATER_{source}_{name}", name.lower())
    monkeypatch.setenv("HEADWATER_MICROSOFT_ADS_CUSTOMER_ID", "77")
