"""Evidence and stamps: what a name stands for, and what a record says of when it was there."""

from datetime import date
from decimal import Decimal

import pytest

from dcgd.model import Evidence, Report
from dcgd.model.record import record
from dcgd.model.stamps import evidence_names, named_evidence
from stamps import stamp_of

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
DAY = date(2025, 9, 30)


@pytest.mark.parametrize(
    ("name", "evidence"),
    [
        ("佐证/公示.pdf", Evidence(file="佐证/公示.pdf")),
        ("https://example.com/a", Evidence(url="https://example.com/a")),
        ("HTTP://example.com/a", Evidence(url="HTTP://example.com/a")),
        ("javascript:x", Evidence(file="javascript:x")),
    ],
)
def test_a_name_stands_for_a_page_of_the_web_or_a_file_and_is_written_as_it_was(name: str, evidence: Evidence) -> None:
    assert named_evidence(name) == evidence
    report = Report(target="1-1", date=DAY, value=Decimal(8), evidence=(evidence,))
    assert record(report)["evidence"] == name


def test_what_is_more_than_a_name_is_written_with_its_keys() -> None:
    shown = (Evidence(file="a.pdf", sha256=DIGEST), Evidence(url="https://example.com/a"))
    report = Report(target="1-1", date=DAY, value=Decimal(8), evidence=shown)
    assert record(report)["evidence"] == [{"file": "a.pdf", "sha256": DIGEST}, {"url": "https://example.com/a"}]
    assert evidence_names(shown) == "a.pdf；https://example.com/a"


@pytest.mark.parametrize(
    "said",
    [{}, {"file": "a", "url": "b"}, {"url": "b", "sha256": DIGEST}, {"file": "a", "sha256": DIGEST[:-1] + "G"}],
)
def test_evidence_is_a_file_or_a_page_and_only_a_file_has_a_digest(said: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"佐证|摘要"):
        Evidence(**said)


def test_a_report_was_there_when_it_was_handed_in_else_recorded_else_on_its_own_day() -> None:
    bare = Report(target="1-1", date=DAY, value=Decimal(8))
    stamped = Report(target="1-1", date=DAY, value=Decimal(8), **stamp_of(date(2025, 10, 9)).keys)
    said = Report(target="1-1", date=DAY, value=Decimal(8), received=date(2025, 10, 3))
    assert [report.handed_in for report in (bare, stamped, said)] == [DAY, date(2025, 10, 9), date(2025, 10, 3)]
    assert [report.says_when for report in (bare, stamped, said)] == [False, True, True]
