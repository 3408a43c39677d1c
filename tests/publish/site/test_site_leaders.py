"""The pages of leaders, checkpoints and problems of an item, months under their points; and that all can be used."""

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import pytest

from dcgd.model import Duty
from dcgd.publish.site.page import pages
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.judged_items import worst_first

Made = Callable[..., Snapshot]
Written = Callable[..., str]
LEADER = "吴某某"
VIEWS = ["#", "#view=list", "#view=units", "#view=people", "#person=吴某某", "#unit=区住房和城乡建设局", "#task=9",
         "#target=9-2", "#milestone=11-m1"]  # fmt: skip


def test_leaders_stand_in_their_order_with_their_posts(page: Any, written: Written) -> None:
    page.open(written() + "#view=people")
    assert page.texts("#view .heat th[scope=row]") == [
        "李某某\n区委常委、常务副区长", "周某某\n副区长", "吴某某\n副区长", "孙某某\n副区长",
    ]  # fmt: skip
    assert page.texts("[aria-current]") == ["领导"]


def test_a_leaders_page_has_what_is_led_the_worst_first(page: Any, written: Written, made: Made) -> None:
    snapshot = made()
    led = [each for each in snapshot.items if (LEADER, Duty.LEADER) in each.home.people]
    page.open(written() + f"#person={LEADER}")
    assert page.rows() == [each.item.id for each in worst_first(led)]
    assert page.texts("#view h1, #view .eyebrow") == [LEADER, "副区长"]
    red = [each.item.id for each in led if each.verdict.light == "红"]
    page.go(f"#view=list&person={LEADER}&light=红")
    assert page.rows() == red
    assert f"分管领导 {LEADER}" in page.text("#view .found")


def test_an_item_leads_to_its_leader_and_tells_its_problems(page: Any, written: Written) -> None:
    page.open(written() + "#milestone=11-m1")
    assert "分管领导\n孙某某" in page.texts("#view .facts div")
    assert page.texts("#view .problems b") == ["云汐第三中学施工用电不足", "区教育体育局"]
    page.driver.find_element("link text", "孙某某").click()
    page.until("document.querySelector('#view h1').innerText === '孙某某'")


def test_what_is_due_this_quarter_stands_with_the_unit_and_the_leader(page: Any, written: Written) -> None:
    for view in ("#unit=区教育体育局", "#person=孙某某"):
        page.open(written() + view)
        assert "本季度节点" in page.texts("#view h2")
        assert any("配电工程完工 已过 61 天，未完成" in text for text in page.texts("#view .dates li"))
    page.go("#unit=区民政局")
    assert any("节点：通过消防审验" in text for text in page.texts("#view .dates li")), "what is still to come"


def test_without_leaders_there_is_no_page_for_them(page: Any, written: Written, made: Made) -> None:
    snapshot = made()
    alone = [replace(each, home=replace(each.home, people=())) for each in snapshot.items]
    page.open(written(replace(snapshot, items=alone)))
    assert "领导" not in page.texts("[data-nav]")


def test_nothing_private_is_on_the_page(made: Made) -> None:
    text = b"".join(pages(made(), single=True).values()).decode()
    assert "0000-00000" not in text
    assert "@example.com" not in text
    assert LEADER in text


def test_the_name_of_a_month_stands_under_the_reports_of_its_end(page: Any, written: Written) -> None:
    page.open(written() + "#target=1-1")
    middles = (
        "const at = e => { const box = e.getBoundingClientRect(); return box.x + box.width / 2; };"
        "return [[...document.querySelectorAll('.chart .axis.x text')].map(e => [e.textContent, at(e)]),"
        "[...document.querySelectorAll('.chart circle.dot')].map(e => [e.querySelector('title').textContent, at(e)])]"
    )
    labels, dots = page.js(middles)
    places = {text.rpartition("年")[2]: at for text, at in labels}
    assert len(dots) == 9
    for title, at in dots:
        month = int(title.split("-")[1])
        assert abs(places[f"{month}月"] - at) < 2


@pytest.mark.skipif(
    find_spec("axe_core_python") is None, reason="axe-core-python is not installed: pip install -e .[dev]"
)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_that_keeps_anybody_out(page: Any, written: Written, width: int, dark: bool) -> None:
    scheme = {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
    page.resize(width=width, height=900, mobile=width < 500)
    page.open(written())
    for view in VIEWS:
        page.go(view)
        assert page.axe() == [], view
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
