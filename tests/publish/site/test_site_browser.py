"""The dashboard in a real browser, from the disk: links, filters, search, keys, paper, phones; nothing goes out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.edits.adjustment import adjust
from dcgd.model import Adjustable
from dcgd.publish.snapshot import Snapshot
from dcgd.registry.change import change
from stamps import stamp_of

Made = Callable[..., Snapshot]
Written = Callable[..., str]
VIEWS = ["#", "#view=list", "#view=units", "#view=sections", "#unit=区住房和城乡建设局", "#section=三", "#task=9",
         "#target=9-2", "#milestone=3-m1", "#target=8-1", "#status=overdue", "#light=红,黄&q=工程", "#view=people",
         "#person=吴某某"]  # fmt: skip


@pytest.fixture(params=[False, True], ids=["files", "single"])
def opened(request: pytest.FixtureRequest, page: Any, written: Written) -> Any:
    """The example's dashboard, opened from the disk, once as a set of files and once as a single one."""
    return page.open(written(single=request.param))


def test_no_view_complains_or_asks_for_anything_beyond_its_own_files(opened: Any) -> None:
    home = opened.js("return location.href").rpartition("/")[0]
    for view in VIEWS:
        opened.go(view)
    opened.listen()
    assert opened.complaints == []
    assert opened.requests, "the log of requests is empty: nothing was proved"
    assert [each for each in opened.requests if not each.startswith((home + "/", "data:"))] == []


def test_a_link_to_a_unit_can_be_sent(opened: Any) -> None:
    address = opened.js("return location.href")
    opened.open(address + "#unit=区水利局")
    assert opened.texts("#view h1") == ["区水利局"]
    assert opened.js("return document.title").startswith("区水利局 · ")
    opened.open(address + "#unit=%E5%8C%BA%E6%B0%B4%E5%88%A9%E5%B1%80")
    assert opened.texts("#view h1") == ["区水利局"]


@pytest.mark.parametrize(
    ("hash_", "heading"),
    [
        ("#section=三", "三、"),
        ("#task=9", "9"),
        ("#target=9-2", "创建垃圾分类示范小区"),
        ("#milestone=3-m1", "建成新材料中试基地"),
        ("#unit=不存在", "没有这个单位"),
        ("#target=", ""),
        ("#constructor=1", ""),
        ("#q=%E0%A4%A", "清单"),
    ],
)
def test_every_hash_leads_to_a_page(page: Any, written: Written, hash_: str, heading: str) -> None:
    page.open(written() + hash_)
    assert [each.startswith(heading) for each in page.texts("h1")] == [True]
    page.listen()
    assert page.complaints == []


def test_every_link_on_every_page_leads_to_what_it_names(page: Any, written: Written) -> None:
    page.open(written())
    seen: set[str] = set()
    todo = ["#"]
    while todo:
        hash_ = todo.pop()
        seen.add(hash_)
        page.go(hash_)
        assert not [each for each in page.texts("h1") if each.startswith("没有这个")], hash_
        links = page.js("return [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))")
        todo += [link for link in dict.fromkeys(links) if link not in seen and link not in todo and link != "#main"]
    page.listen()
    assert page.complaints == []
    assert {f"#task={number}" for number in range(1, 18)} <= seen
    assert "#unit=区水利局" in seen


def test_the_list_is_filtered_by_unit_light_status_and_role(page: Any, written: Written, made: Made) -> None:
    from selenium.webdriver.support.select import Select

    snapshot = made()
    page.open(written() + "#view=list")
    assert len(page.rows()) == len(snapshot.items)

    def mine(role: str | None = None) -> set[str]:
        wanted = ("区财政局",)
        return {
            each.item.id
            for each in snapshot.items
            if any(unit in wanted and role in (None, its) for unit, its in each.home.units)
        }

    Select(page.driver.find_element("id", "f-unit")).select_by_value("区财政局")
    assert set(page.rows()) == mine()
    Select(page.driver.find_element("id", "f-role")).select_by_value("lead")
    assert set(page.rows()) == mine("lead") == set()
    Select(page.driver.find_element("id", "f-role")).select_by_value("participant")
    page.driver.find_element("id", "f-light-红").click()
    red = {each.item.id for each in snapshot.items if each.verdict.light == "红"}
    assert set(page.rows()) == mine("participant") & red != set()
    assert page.js("return decodeURIComponent(location.hash)").startswith("#view=list&unit=区财政局")
    page.driver.find_element("link text", "清除筛选").click()
    page.until("location.hash === '#view=list'")
    Select(page.driver.find_element("id", "f-status")).select_by_visible_text("未报送")
    assert page.rows() == ["14-2", "17"]
    assert page.text("#view .found").startswith("2 项")


def test_a_filtered_list_can_be_sent(page: Any, written: Written) -> None:
    page.open(written() + "#view=list&unit=区住房和城乡建设局&light=红")
    assert page.rows() == ["11-m1", "9-2"]
    assert page.js("return document.getElementById('f-unit').value") == "区住房和城乡建设局"
    assert page.js("return document.getElementById('f-light-红').checked") is True


def test_search_looks_into_titles_texts_and_units_and_wants_every_word(page: Any, written: Written) -> None:
    page.open(written())
    box = page.driver.find_element("id", "q")
    box.send_keys("垃圾分类")
    page.until("document.querySelector('#view .found') !== null")
    assert "9-2" in page.rows()
    assert page.js("return document.activeElement.id") == "q"
    box.send_keys(" 没有这个词")
    page.until("document.querySelector('#view .found').innerText.startsWith('0 项')")
    assert page.js("return decodeURIComponent(location.hash)") == "#view=list&q=垃圾分类 没有这个词"


def test_a_search_in_full_width_finds_what_the_half_width_finds(page: Any, written: Written) -> None:
    page.open(written())
    page.driver.find_element("id", "q").send_keys("９－２")
    page.until("document.querySelector('#view .found') !== null")
    assert page.rows() == ["9-2"]


def test_a_search_keeps_the_filters_of_the_list(page: Any, written: Written) -> None:
    page.open(written() + "#view=list&light=红")
    page.driver.find_element("id", "q").send_keys("中学")
    page.until("document.querySelector('#view .found').innerText.startsWith('1 项')")
    assert page.rows() == ["11-m1"]


def test_keys_reach_the_search_and_leave_it(page: Any, written: Written) -> None:
    from selenium.webdriver.common.keys import Keys

    page.open(written())
    page.driver.find_element("tag name", "body").send_keys("/")
    assert page.js("return document.activeElement.id") == "q"
    page.driver.switch_to.active_element.send_keys("中学")
    page.until("document.querySelector('#view .found') !== null")
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until("document.querySelector('#view .found').innerText.startsWith('35 项')")
    assert page.js("return document.activeElement.id") != "q"


def test_everything_can_be_reached_with_the_tab_key(page: Any, written: Written) -> None:
    from selenium.webdriver.common.keys import Keys

    page.open(written())
    page.driver.find_element("tag name", "body").send_keys(Keys.TAB)
    assert page.js("return document.activeElement.id") == "skip"
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert page.js("return document.activeElement.id") == "main"
    page.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert page.js("return document.activeElement.getAttribute('href')") == "#status=overdue"


def test_the_way_back_leads_back(page: Any, written: Written) -> None:
    page.open(written())
    page.driver.find_element("css selector", ".ranks a").click()
    page.until("document.querySelector('#view h1') !== null")
    unit = page.text("#view h1")
    page.driver.find_element("css selector", "#view .c-title a").click()
    page.until("document.querySelector('#view .reasons') !== null")
    page.driver.back()
    page.until("document.querySelector('#view .reasons') === null")
    assert page.texts("#view h1") == [unit]
    page.driver.back()
    page.until("document.getElementById('view').hidden")
    assert page.texts("h1") == ["1 项逾期，1 项严重滞后"]


def test_behind_every_chart_stands_its_table(page: Any, written: Written) -> None:
    page.open(written())
    assert page.js("return document.querySelectorAll('svg.chart').length") == 2
    for view in ("#", "#target=1-1", "#task=9"):
        page.go(view)
        behind = page.js(
            "return [...document.querySelectorAll('svg.chart')].filter(e => e.checkVisibility())"
            ".map(e => e.closest('figure').querySelectorAll('table tbody tr').length)"
        )
        assert behind
        assert min(behind) > 0


def test_a_targets_curve_shows_reports_pace_goal_and_forecast(page: Any, written: Written) -> None:
    page.open(written() + "#target=1-1")
    assert page.js("return document.querySelectorAll('.chart circle.dot').length") == 9
    assert page.texts("figure .legend .key") == ["报送", "序时进度", "按趋势预测", "目标", "2025-09-30"]
    drawn = page.js(
        "return [...document.querySelectorAll('.chart path.line')].map(p => [p.classList[1], p.getAttribute('d')])"
    )
    assert {name for name, shape in drawn if shape} == {"now", "goal", "pace", "forecast", "reported"}
    assert not [shape for _name, shape in drawn if shape and "NaN" in shape]


def test_adjustments_are_told_in_words(page: Any, written: Written, made: Made, example: Path) -> None:
    change(
        example,
        lambda before: adjust(
            before,
            "10-1",
            Adjustable.COMPARATOR,
            lambda _item: "about",
            day=date(2025, 9, 1),
            reason="核减",
            approved_by="常务会",
            stamp=stamp_of(date(2025, 9, 1)),
        ),
    )
    page.open(written(made(example)) + "#target=10-1")
    rows = page.texts("#view table tbody tr")
    assert [row.split("\t")[1:4] for row in rows if "核减" in row] == [["比较方式", "以上", "左右"]]


@pytest.mark.parametrize("hash_", ["#unit=区住房和城乡建设局", "#section=四", "#task=14", "#target=14-2"])
def test_notices_stand_on_the_pages_of_the_unit_the_section_the_task_and_the_item(
    page: Any, written: Written, hash_: str
) -> None:
    page.open(written() + hash_)
    (said,) = [text for text in page.texts("#view ul.problems li") if "DB-2025-003" in text]
    assert "逾期未复 · 超期 13 天" in said
    assert "区住房和城乡建设局" in said
    assert "加装电梯" in said


def test_the_page_of_a_unit_counts_what_it_leads_and_names_apart_what_it_joins(page: Any, written: Written) -> None:
    page.open(written() + "#unit=区财政局")
    assert page.texts("#view p.counts .chip") == []
    assert "牵头 0 项，参与" in " ".join(page.texts("#view dl.facts"))


def test_checkpoints_stand_on_the_page_of_their_item(page: Any, written: Written) -> None:
    page.open(written() + "#target=2-2")
    assert "2025-06-30\t12亿元\t已完成（2025-06-30）" in page.texts("#view table.plain tbody tr")
    page.go("#milestone=11-m1")
    assert "2025-07-31\t配电工程完工\t已过 61 天，未完成" in page.texts("#view table.plain tbody tr")


def test_the_lights_differ_without_their_colours(page: Any, written: Written) -> None:
    page.open(written())
    fills = page.js("return [...document.querySelectorAll('.strip rect')].map(e => e.getAttribute('fill'))")
    assert fills == [f"url(#fill-{light})" for light in "红黄蓝绿灰"]
    marks = page.js("return [...document.querySelectorAll('.tile .mark')].map(e => e.textContent)")
    assert len(set(marks)) == 5
    assert [each.split()[0][-1] for each in page.texts(".tile-name")] == list("红黄蓝绿灰")


def test_the_public_edition_says_why_there_is_no_text_and_shows_reports_without_words(
    page: Any, written: Callable[..., str]
) -> None:
    page.open(written(public=True)).go("#task=7")
    assert "原文从略" in page.text("#view")
    page.go("#target=7-1")
    assert "云汐政办字〔2025〕3号 第 7 项" in page.text("#view")
    assert page.texts(".reports thead th") == ["日期", "报送"]
    page.listen()
    assert page.complaints == []
