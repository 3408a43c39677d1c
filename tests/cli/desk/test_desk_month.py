"""A unit's month at the desk: all items in one form, checked as `progress fill` checks, written in one go."""

from collections.abc import Callable
from pathlib import Path

from desks import Client

OCTOBER = {"unit": "区水利局", "period": "2025-10"}


def texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


def test_who_has_not_reported_stands_with_a_link_to_the_form(desk: Client) -> None:
    page = desk.get("month?period=2025-10")
    assert "区水利局 1 " in page.text
    assert 'href="/desk/month?unit=%E5%8C%BA%E6%B0%B4%E5%88%A9%E5%B1%80&amp;period=2025-10"' in page.body


def test_a_form_shows_of_each_item_what_is_known(desk: Client) -> None:
    page = desk.get("month?unit=区水利局&period=2025-10")
    assert "5-2 农村生活污水治理率" in page.text
    assert "目标：" in page.text
    assert "序时进度：" in page.text


def test_what_is_filled_in_is_written_in_one_go(desk: Client, data: Path) -> None:
    before = texts(data)
    preview = desk.send("month", {**OCTOBER, "amount:5-2": "61.5", "note:5-2": "三个村完工", "filled_by": "王某"})
    assert "5-2：进展登记，无 → 2025-10-31 61.5（区水利局，三个村完工）" in preview.text
    typed = "dcgd progress add 5-2 --value 61.5 --by 区水利局 --note 三个村完工 --filled-by 王某 --date 2025-10-31"
    assert typed in preview.text
    assert texts(data) == before
    assert "三个村完工" in desk.get(f"again/{preview.value('work')}").body
    assert "已登记 1 条" in desk.confirm(preview).text
    assert "三个村完工" in (data / "progress/2025-10.yaml").read_text(encoding="utf-8")


def test_a_doubt_stands_beside_its_item_and_nothing_that_was_filled_in_is_lost(desk: Client, data: Path) -> None:
    before = texts(data)
    given = {**OCTOBER, "amount:5-2": "0.61", "note:5-2": "三个村完工"}
    doubted = desk.send("month", given)
    assert doubted.status == 422
    assert "存疑：" in doubted.text
    assert "三个村完工" in doubted.body
    assert texts(data) == before
    meant = desk.send("month", {**given, "sure:5-2": "1", "correct:5-2": "1"})
    assert "写好了" in desk.confirm(meant).text


def test_what_cannot_be_read_is_told_beside_its_item(desk: Client) -> None:
    refused = desk.send("month", {**OCTOBER, "amount:5-2": "六十"})
    assert refused.status == 422
    assert 'aria-invalid="true"' in refused.body


def test_what_is_not_asked_for_any_more_is_not_left_out_in_silence(desk: Client) -> None:
    refused = desk.send("month", {**OCTOBER, "amount:1-1": "20"})
    assert refused.status == 422
    assert "1-1 不在这张表里了" in refused.text


def test_an_empty_form_writes_nothing(desk: Client) -> None:
    assert "没有填什么" in desk.send("month", OCTOBER).text


def test_a_unit_or_a_month_that_is_none_is_told_of(desk: Client) -> None:
    assert "是不是：区水利局" in desk.send("month", {**OCTOBER, "unit": "区水力局"}).text
    assert "--period" in desk.send("month", {**OCTOBER, "period": "十三月"}).text


def test_it_is_what_the_commands_write(desk: Client, data: Path, example: Path, call: Callable[..., object]) -> None:
    from stamps import unstamped

    preview = desk.send("month", {**OCTOBER, "amount:5-2": "61.5", "note:5-2": "三个村完工"})
    desk.confirm(preview)
    call(
        *("progress", "add", "5-2", "--value", "61.5", "--by", "区水利局", "--note", "三个村完工"),
        *("--date", "2025-10-31", "--data", str(example)),
    )
    desks, commands = ((folder / "progress/2025-10.yaml").read_text(encoding="utf-8") for folder in (data, example))
    assert unstamped(desks) == unstamped(commands)
