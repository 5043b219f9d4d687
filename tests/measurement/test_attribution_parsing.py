"""Texts of paths read eight bytes at a time, against Python's own splitting."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.attribution.models import AttributionError
from measurement.attribution.parsing import parse

PIECES = st.sampled_from(
    ["A", "b", "a long channel name", "'q\"", "百度品牌", "🚇", ">", " ", " > ", "→", "\u00a0"]
)
TEXTS = st.lists(PIECES, max_size=9).map("".join)


def split(path: str) -> list[str] | None:
    """The channels of a path; None where it cannot be read."""
    names = [name.strip(" ") for name in path.strip(" ").split(" > ")] if path.strip(" ") else []
    wrong = [name for name in names if not name or name[0] == ">" or name[-1] == ">"]
    return None if wrong else names


def read(*chunks: pa.Array) -> list[list[str]]:
    channels, (touches, starts, lengths) = parse(pa.chunked_array(list(chunks)))
    return [
        [channels[code] for code in touches[start : start + length]]
        for start, length in zip(starts, lengths, strict=True)
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_any_text_is_read_or_refused_as_by_hand(texts):
    expected = [split(text) for text in texts]
    if None in expected:
        with pytest.raises(AttributionError, match="without name"):
            read(pa.array(texts))
    else:
        assert read(pa.array(texts)) == expected


def test_chunks_slices_and_both_widths_of_text_are_read_alike():
    texts = ["A > B", "", "B > 百度 > A", "B"]
    expected = [["A", "B"], [], ["B", "百度", "A"], ["B"]]
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        whole = pa.array(texts, kind)
        assert read(whole) == expected
        assert read(whole[:1], whole[1:3], whole[:0], whole[3:]) == expected


def test_names_that_differ_in_one_byte_are_different_channels():
    names = [f"{'x' * before}{last}" for before in range(20) for last in "yz"]
    assert read(pa.array([" > ".join(names)])) == [names]
    assert read(pa.array([], pa.string())) == []
