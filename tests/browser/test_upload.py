"""A file handed in, corrected cell by cell and loaded, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BAD = (
    "日期,推广计划ID,推广计划,展现,点击,花费(分)\n"
    "2026-05-01,1,甲,10,1,50\n2026-05-01,2,乙,10,1,很多\n"
)
ROW_HEIGHT = 35


def hand_in(opened, text):
    content = {"name": "dsp_ipinyou_20260501.csv", "mimeType": "text/csv", "buffer": text.encode()}
    opened.window.locator('input[type="file"]').set_input_files(content)
    opened.window.get_by_text("What is wrong").or_(opened.window.get_by_text("问题清单")).wait_for()
    return opened.settled()


def type_into_first_row(opened, text, column):
    """Write into a cell of the first row of the grid that may be edited.

    The grid is a canvas: cells are reached by the keyboard, and read where screen readers do.
    """
    grid, keys = opened.window.get_by_test_id("stDataFrame").nth(1), opened.window.keyboard
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    opened.window.mouse.click(box["x"] + 120, box["y"] + 1.5 * ROW_HEIGHT)
    selected = grid.locator('td[aria-selected="true"]')
    expect(selected).to_have_count(1)
    before = int(selected.get_attribute("id").split("-")[2])
    for number in range(before + 1, column + 1):
        keys.press("ArrowRight")
        expect(selected).to_have_id(f"glide-cell-{number}-0")
    keys.press("Enter")
    editor = opened.window.locator("#portal input, #portal textarea").first
    editor.fill(text)
    editor.press("Enter")
    expect(grid.get_by_test_id(f"glide-cell-{column}-0")).to_have_text(text)


def test_a_cell_is_corrected_in_place_and_the_file_loaded(visit, link, picture):
    opened = hand_in(visit("upload"), BAD)
    picture(opened, "upload-en")
    type_into_first_row(opened, "60", 6)
    opened.window.get_by_role("button", name="Check the corrections").click()
    opened.window.get_by_text("Yes: nothing is wrong.").wait_for()
    with opened.window.expect_download() as download:
        opened.window.get_by_role("button", name="Download the corrected file").click()
    fixed = BAD.replace("很多", "60").replace("\n", "\r\n")
    assert download.value.path().read_bytes().decode() == fixed
    opened.window.get_by_role("button", name="Load", exact=True).click()
    opened.window.get_by_text("waits in the inbox of iPinYou DSP").wait_for()
    placed = link.parent.parent / "inbox" / "dsp_ipinyou" / "dsp_ipinyou_20260501.csv"
    assert placed.read_bytes().decode() == fixed
    assert opened.errors == []


def test_the_page_speaks_chinese_in_the_dark(visit, picture):
    opened = hand_in(visit("upload", scheme="dark", lang="zh"), BAD)
    assert opened.window.get_by_text("行有问题，导入时会被拒收").is_visible()
    picture(opened, "upload-zh-dark")
    assert opened.errors == []
