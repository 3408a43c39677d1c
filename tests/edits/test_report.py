"""A report is recorded at the end of its month's file, as it was claimed and as the registry calls things."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dcgd.edits.report import Claim, record_report
from dcgd.errors import CannotEdit, NotRecorded
from dcgd.model import Report
from dcgd.model.stamps import named_evidence
from dcgd.registry.load import Reading
from stamps import keys_of, stamp_of

SMALL = Path(__file__).resolve().parents[1] / "registry" / "small"
TODAY = date(2023, 8, 1)
STAMP = stamp_of(TODAY)
KEYS = f"received: {TODAY}, {keys_of(TODAY)}"
JUNE = "progress/2023-06.yaml"


def claim(item: str = "1-1", day: date = date(2023, 6, 30), **more: Any) -> Claim:
    return Claim(item=item, date=day, **more)


def test_it_stands_at_the_end_of_the_file_and_the_rest_stays(before: Reading) -> None:
    said: dict[str, Any] = {"value": "8家", "by": "区科技局", "note": "公示", "evidence": (named_evidence("公示.pdf"),)}
    edited = record_report(before, claim(**said), STAMP)
    line = "  - {target: 1-1, date: 2023-06-30, value: 8, by: 区科学技术局, note: 公示, evidence: 公示.pdf, "
    line += f"{KEYS}}}\n"
    assert edited.texts == {JUNE: before.parsed[JUNE].text + line}
    assert edited.result.report == Report(
        target="1-1",
        date=date(2023, 6, 30),
        value=Decimal(8),
        by="区科学技术局",
        note="公示",
        evidence=(named_evidence("公示.pdf"),),
        received=TODAY,
        **STAMP.keys,
    )


def test_the_first_of_a_month_makes_the_file(before: Reading) -> None:
    edited = record_report(before, claim("1-m1", date(2023, 7, 31), percent="40"), STAMP)
    [(name, text)] = edited.texts.items()
    assert name == "progress/2023-07.yaml"
    head, *rest = text.splitlines()
    assert head.startswith("# 2023-07 的进展。")
    assert rest == ["reports:", f"  - {{milestone: 1-m1, date: 2023-07-31, percent: 40, {KEYS}}}"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            claim(day=date(2023, 7, 5), value="10"),
            "1-1 新增高新技术企业，2023-07-05 为 10 家（上次 2023-06-30 为 8 家）",
        ),
        (claim("1-m1", percent="已完成"), "1-m1 企业库，2023-06-30 为 100%（第一次报送）"),
    ],
)
def test_what_was_recorded_is_said_with_what_was_before(before: Reading, given: Claim, sentence: str) -> None:
    assert record_report(before, given, STAMP).result.sentence == sentence


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (claim("1-9", value="8"), "没有编号“1-9”"),
        (claim(value="7"), "累计数不能变小"),
        (claim(value="-3", correction=True, on_purpose=True), "-3 家 不能是负数：家是一个一个数的"),
        (claim(value="9", by="区水利局"), "区水利局不是任务 1 的责任单位"),
        (claim("1-m1", value="9"), "1-m1 没有数值"),
        (claim("1-m1", percent="105"), "百分比 105 超出范围：应在 0 到 100 之间"),
        (claim("1", percent="50"), "任务 1 按它的目标和成果报，不报整项：1-1、1-2、1-m1"),
        (claim(value="9 10"), "“9 10”里不止一个数"),
        (claim(day=date(2023, 8, 2), value="9"), "2023-08-02 还没有到（今天是 2023-08-01）"),
        (
            claim(value="9", filled_by="钱某某 668001"),
            "像是写了电话号码（668…01）；电话写进 people.yaml：dcgd add person 钱某某 --phone 电话",
        ),
        (claim(value="9", checked_by="周某某13000000000"), "；电话写进 people.yaml：dcgd add person 周某某 --phone"),
        (claim(value="9", note="有事找 1300000 0000"), "像是写了电话号码（130…00）；电话写进 people.yaml，这里不写"),
    ],
)
def test_what_may_not_be_is_not_recorded(before: Reading, given: Claim, why: str) -> None:
    with pytest.raises(NotRecorded, match=why):
        record_report(before, given, STAMP)


def test_a_task_without_targets_and_milestones_is_reported_as_a_whole(small: Callable[..., Reading]) -> None:
    text = (SMALL / "tasks.yaml").read_text(encoding="utf-8")
    edited = record_report(small(tasks=text[: text.rindex("        targets:")]), claim("3", percent="50"), STAMP)
    assert edited.result.sentence == "3 就业，2023-06-30 为 50%（第一次报送）"


DOUBTED = (
    (claim(value="1,200"), "1200 家是目标值 15 家的 80 倍，多半写错了位数或单位"),
    (claim("1-2", percent="0.6"), "“0.6”是 0.6% 还是 60%？请带上百分号"),
    (claim(value="9"), "2023-06-30 已有 8 家，与这次的不同。确是更正，加 --correct；"),
    (claim("1-2", value="29"), "29%是目标值 2.8%的 10 倍"),
    (claim("1-m1", percent="6"), "上次 2023-06-15 报的是 60%，这次是 6%，变小了"),
)


@pytest.mark.parametrize(("given", "why"), DOUBTED)
def test_what_may_be_a_slip_is_recorded_on_purpose_alone(small: Callable[..., Reading], given: Claim, why: str) -> None:
    june = (SMALL / JUNE).read_text(encoding="utf-8") + "  - {milestone: 1-m1, date: 2023-06-15, percent: 60}\n"
    before = small(**{"progress/2023-06": june})
    with pytest.raises(NotRecorded) as doubted:
        record_report(before, given, STAMP)
    assert why in str(doubted.value)
    assert str(doubted.value).startswith("存疑，没有登记：")
    assert str(doubted.value).endswith("核对过确实如此，加 --yes 再来一次")
    assert ("确是更正，加 --correct；" in str(doubted.value)) == bool(re.search("上次|已有", str(doubted.value)))
    assert record_report(before, replace(given, on_purpose=True), STAMP).texts


def test_a_correction_may_fall(before: Reading) -> None:
    edited = record_report(before, claim(value="7", correction=True), STAMP)
    assert edited.texts[JUNE].endswith(f"{{target: 1-1, date: 2023-06-30, value: 7, correction: true, {KEYS}}}\n")


def test_a_file_that_cannot_be_kept_is_named(small: Callable[..., Reading]) -> None:
    reading = small(**{"progress/2023-06": "report: []\n"})
    with pytest.raises(CannotEdit, match=r"^小/progress/2023-06\.yaml：文件里没有键 reports"):
        record_report(reading, claim(value="9"), STAMP)
