import pytest

from measurement.nearest import nearest

SOURCES = {"baidu", "bing", "toutiao", "tencent", "weibo", "wechat", "google", "fanli"}


@pytest.mark.parametrize(
    ("value", "meant"),
    [("baidou", "baidu"), ("Touitao", "toutiao"), ("goggle", "google"), ("we-chat", "wechat")],
)
def test_a_misspelt_name_is_recognised(value, meant):
    assert nearest(value, SOURCES) == meant


@pytest.mark.parametrize("value", ["", "newsletter", "qq", "Baidu"])
def test_a_name_of_its_own_and_a_known_one_have_no_suggestion(value):
    assert nearest(value, SOURCES) is None


def test_two_names_that_are_equally_near_give_no_suggestion():
    assert nearest("CAM-00", {"CAM-001", "CAM-002"}) is None
    assert nearest("CAM-00", {"CAM-001", "OUT-900"}) == "CAM-001"
