"""All clients, by the source they feed."""

from __future__ import annotations

from ingest.apis.api import Api
from ingest.apis.baidu import FEED, SEARCH
from ingest.apis.cj import Cj
from ingest.apis.google import SearchConsole
from ingest.apis.google_ads import GoogleAds, GoogleClicks
from ingest.apis.microsoft import Microsoft
from ingest.apis.networks import Awin, Duomai
from ingest.apis.ocean_engine import OceanEngine
from ingest.apis.qihoo import Qihoo
from ingest.apis.tencent import Tencent
from ingest.apis.weibo import Weibo

CLIENTS: tuple[Api, ...] = (
    *(SEARCH, FEED, Qihoo(), GoogleAds(), Tencent(), OceanEngine(), Weibo(), Microsoft()),
    *(GoogleClicks(), SearchConsole(), Awin(), Duomai(), Cj()),
)
APIS: dict[str, Api] = {api.source: api for api in CLIENTS}
