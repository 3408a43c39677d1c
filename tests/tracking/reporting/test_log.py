"""The reports as a log, and who has not reported what."""

from datetime import date
from pathlib import Path

import pytest

from dcgd.tracking.judging.months import month_of
from dcgd.tracking.reporting.log import deltas, due_cycle, missing_reports
from districts import judged_by_id


def reported(folder: Path, *lines: str) -> Path:
    """The registry with these reports, all in one file."""
    (folder / "progress").mkdir(exist_ok=True)
    text = "reports:\n" + "".join(f"  - {line}\n" for line in lines)
    (folder / "progress/2023-06.yaml").write_text(text, encoding="utf-8", newline="\n")
    return folder


def missing(folder: Path, day: date, month: str | None = None) -> list[tuple[str, str, str, int, str | None]]:
    """Who has not reported what, as (unit, id, expected, days late, last reported)."""
    period = month_of(date.fromisoformat(f"{month}-01")) if month else None
    return [
        (row["unit"], row["id"], row["expected"], row["days_late"], row["reported"])
        for judged in judged_by_id(folder, day).values()
        for row in missing_reports(judged, period, day)
    ]


def test_each_report_says_what_changed_since_the_one_before(example: Path) -> None:
    rows = list(deltas(judged_by_id(example, date(2025, 7, 31))["1-2"], date(2025, 7, 31)))
    assert [(row["date"], row["amount"], row["delta"]) for row in rows][-4:] == [
        ("2025-04-30", "40 家", "+12"),
        ("2025-05-31", "62 家", "+22"),
        ("2025-06-30", "58 家", "-4"),
        ("2025-07-31", "70 家", "+12"),
    ]
    assert rows[0]["delta"] is None
    assert [row["date"] for row in rows if row["correction"]] == ["2025-06-30"]


def test_the_whole_of_a_row(example: Path) -> None:
    day = date(2025, 10, 10)
    found = judged_by_id(example, day)
    assert next(deltas(found["1-2"], day)) == {
        "document": "云汐政办字〔2025〕3号", "date": "2025-01-31", "id": "1-2", "title": "科技型中小企业入库",
        "value": 8, "percent": None, "amount": "8 家", "delta": None, "by": "区科学技术局",
        "checkpoint": None, "note": None, "difficulty": None, "next_step": None, "filled_by": None,
        "checked_by": None, "evidence": [], "correction": False, "received": None, "recorded": None,
        "recorded_by": None,
    }  # fmt: skip
    assert next(missing_reports(found["12-1"], month_of(day) - 1, day)) == {
        "document": "云汐政办字〔2025〕3号", "type": "circular", "unit": "区卫生健康局", "id": "12-1", "what": "target",
        "title": found["12-1"].item.title, "task": 12, "expected": "2025-09-30", "due_by": "2025-09-30", "days_late": 1,
        "reported": "2025-06-30",
    }  # fmt: skip


def test_reports_after_the_day_do_not_show(example: Path) -> None:
    judged = judged_by_id(example, date(2025, 2, 28))["1-2"]
    assert [row["value"] for row in deltas(judged, date(2025, 2, 28))] == [8, 15]


def test_a_log_is_by_date_whatever_the_order_of_the_file(registry: Path) -> None:
    folder = reported(
        registry,
        "{target: 5-1, date: 2023-06-30, value: 8}",
        "{target: 5-1, date: 2023-05-31, value: 8}",
        "{target: 5-1, date: 2023-07-31, percent: 60}",
        "{target: 5-1, date: 2023-08-31, percent: 60.5}",
    )
    judged = judged_by_id(folder, date(2023, 12, 31))["5-1"]
    assert [(row["date"], row["amount"], row["delta"]) for row in deltas(judged, date(2023, 12, 31))] == [
        ("2023-05-31", "8 家", None),
        ("2023-06-30", "8 家", "0"),
        ("2023-07-31", "60%", None),
        ("2023-08-31", "60.5%", "+0.5"),
    ]


def test_a_row_for_each_lead_of_each_item_that_was_not_reported(example: Path) -> None:
    assert missing(example, date(2025, 10, 10), "2025-09") == [
        ("区卫生健康局", "12-1", "2025-09-30", 1, "2025-06-30"),
        ("区住房和城乡建设局", "14-2", "2025-09-30", 1, None),
        ("", "17", "2025-09-30", 1, None),
    ]


@pytest.mark.parametrize(
    ("reported_on", "asked"),
    [("2023-05-31", True), ("2023-06-01", False), ("2023-06-30", False), ("2023-07-01", True)],
)
def test_a_report_on_any_day_of_the_cycle_will_do(registry: Path, reported_on: str, asked: bool) -> None:
    folder = reported(registry, f"{{target: 5-1, date: {reported_on}, value: 8}}")
    found = {row[1]: row for row in missing(folder, date(2023, 12, 31), "2023-06")}
    assert ("5-1" in found) == asked


@pytest.mark.parametrize(("done_on", "asked"), [("2023-05-31", False), ("2023-06-01", True)])
def test_what_was_done_before_the_cycle_is_not_asked_for(registry: Path, done_on: str, asked: bool) -> None:
    folder = reported(registry, f"{{target: 5-1, date: {done_on}, value: 20}}")
    judged = judged_by_id(folder, date(2023, 12, 31))["5-1"]
    assert (due_cycle(judged, date(2023, 6, 30)) is not None) == asked


@pytest.mark.parametrize("due", ["2023-05-31", "2023-06-01"])
def test_what_is_overdue_is_asked_for_until_it_is_done(registry: Path, due: str) -> None:
    path = registry / "tasks.yaml"
    text = path.read_text(encoding="utf-8").replace("- id: 5-1\n", f"- id: 5-1\n            due: {due}\n")
    path.write_text(text, encoding="utf-8", newline="\n")
    judged = judged_by_id(registry, date(2024, 3, 31))["5-1"]
    assert due_cycle(judged, date(2023, 6, 30)) == (date(2023, 6, 1), date(2023, 6, 30))
    assert due_cycle(judged, date(2024, 2, 29)) == (date(2024, 2, 1), date(2024, 2, 29))


def test_only_leads_are_asked_and_what_was_reported_before_the_cycle_is_said(registry: Path) -> None:
    folder = reported(
        registry,
        "{target: 5-1, date: 2023-05-20, value: 8}",
        "{target: 5-1, date: 2023-06-20, value: 8}",
    )
    asked = [row for row in missing(folder, date(2023, 6, 15), "2023-06") if row[1] == "5-1"]
    assert asked == [("区科学技术局", "5-1", "2023-06-30", 0, "2023-05-20")]
    three = {row[0] for row in missing(folder, date(2023, 6, 15), "2023-06") if row[1] == "77-1"}
    assert three == {"区民政局", "区财政局", "区医保局"}, "and not the participant"


@pytest.mark.parametrize(
    ("day", "late"),
    [("2025-09-30", 0), ("2025-10-05", 0), ("2025-10-09", 0), ("2025-10-10", 1), ("2025-10-31", 22)],
)
def test_a_report_is_late_from_the_day_after_the_grace(example: Path, day: str, late: int) -> None:
    assert {row[3] for row in missing(example, date.fromisoformat(day), "2025-09")} == {late}


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-09-29", "2025-08-31"), ("2025-09-30", "2025-09-30"), ("2025-10-30", "2025-09-30"), ("2025-01-30", None)],
)
def test_without_a_period_it_is_the_last_one_that_is_over(example: Path, day: str, expected: str | None) -> None:
    found = {row[2] for row in missing(example, date.fromisoformat(day))}
    assert found == ({expected} if expected else set())


def test_a_later_report_does_not_reach_back(example: Path) -> None:
    """On 15 September nobody has reported for the end of the month, although all have by now."""
    names = {row[1] for row in missing(example, date(2025, 9, 15), "2025-09")}
    assert {"1-1", "16", "13-m1"} <= names
    assert "1-m1" not in names, "done in March"
    assert "11-1" not in names, "begins in October"


def test_nothing_is_missing_before_the_announcement_and_all_that_is_not_done_after_the_due_date(example: Path) -> None:
    day = date(2026, 6, 1)
    assert missing(example, day, "2024-12") == []
    unfinished = {name for name, judged in judged_by_id(example, day).items() if not judged.verdict.status.is_done}
    assert {row[1] for row in missing(example, day, "2026-02")} == unfinished


def test_what_is_due_in_a_cycle_is_still_reported_in_it(example: Path) -> None:
    assert {row[1] for row in missing(example, date(2026, 1, 10), "2025-12")} == {"14-2", "15-2", "17"}


def test_a_quarterly_cycle_asks_once_a_quarter(example: Path) -> None:
    rules = example / "rules.yaml"
    text = rules.read_text(encoding="utf-8").replace("cycle: monthly", "cycle: quarterly")
    rules.write_text(text, encoding="utf-8", newline="\n")
    assert {row[2] for row in missing(example, date(2025, 8, 15))} == {"2025-06-30"}
    assert {row[2] for row in missing(example, date(2025, 8, 15), "2025-07")} == {"2025-09-30"}
    assert ("区卫生健康局", "12-1", "2025-09-30", 1, "2025-06-30") in missing(example, date(2025, 10, 10), "2025-08")
    assert "5-2" not in {row[1] for row in missing(example, date(2025, 10, 10), "2025-08")}, "reported in September"


def test_the_rules_may_set_the_first_reporting_day(example: Path) -> None:
    rules = example / "rules.yaml"
    text = rules.read_text(encoding="utf-8").replace("reporting:\n", "reporting:\n  first: 2025-03-31\n")
    rules.write_text(text, encoding="utf-8", newline="\n")
    assert missing(example, date(2025, 5, 1), "2025-02") == []
    assert missing(example, date(2025, 5, 1), "2025-03") != []


def test_nothing_is_missing_of_what_begins_later_than_the_first_reporting_day_of_the_rules(example: Path) -> None:
    rules = example / "rules.yaml"
    text = rules.read_text(encoding="utf-8").replace("reporting:\n", "reporting:\n  first: 2025-03-31\n")
    rules.write_text(text, encoding="utf-8", newline="\n")
    names = {row[1] for row in missing(example, date(2025, 12, 31), "2025-05")}
    assert "5-2" in names
    assert "11-1" not in names, "begins in October"


@pytest.mark.parametrize(
    ("month", "due_by"), [("2025-01", "2025-02-05"), ("2025-08", "2025-09-01"), ("2025-09", "2025-09-30")]
)
def test_a_report_is_due_on_a_working_day(example: Path, month: str, due_by: str) -> None:
    """January ended within the Spring Festival, August on a Sunday."""
    day, period = date(2025, 12, 31), month_of(date.fromisoformat(f"{month}-01"))
    rows = [row for judged in judged_by_id(example, day).values() for row in missing_reports(judged, period, day)]
    assert {row["due_by"] for row in rows} == {due_by}
    assert {row["expected"][:7] for row in rows} == {month}


def test_words_are_a_report_only_beside_a_checkpoint_in_words(example: Path) -> None:
    path = example / "progress" / "2025-11.yaml"
    told = "".join(f"  - {{{of}, date: 2025-11-30, note: 有进展}}\n" for of in ("task: 16", "milestone: 15-m1"))
    path.write_text(path.read_text(encoding="utf-8") + told, encoding="utf-8", newline="\n")
    judged = judged_by_id(example, date(2025, 12, 20))
    assert [len(judged[id_].told) - len(judged[id_].reports) for id_ in ("16", "15-m1")] == [0, -1]
    assert "16" not in {row[1] for row in missing(example, date(2025, 12, 20), "2025-11")}
