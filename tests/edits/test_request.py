"""A request is asked and then decided; what is approved is written as an adjustment that names it, in one go."""

from collections.abc import Callable
from datetime import date

import pytest

from dcgd.data_words import Decision
from dcgd.edits.request import ask, decide
from dcgd.errors import NotFound, Refused
from dcgd.model import Adjustable, RequestStep
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from stamps import keys_of, stamp_of

TODAY = date(2023, 9, 1)
STAMP, KEYS = stamp_of(TODAY), keys_of(TODAY)
DUE = date(2024, 3, 31)
Small = Callable[..., Reading]


def step(action: Decision, day: date = TODAY, by: str = "区水利局", note: str | None = "管网未通") -> RequestStep:
    return RequestStep(action=action, date=day, by=by, note=note)


def asked(before: Reading, item: str = "2-1", day: date = TODAY, due: date = DUE) -> Edited[object]:
    return ask(before, item, Adjustable.DUE, lambda _item: due, step(Decision.ASK, day), STAMP)  # type: ignore[return-value]


def with_request(small: Small) -> Reading:
    return small(requests=asked(small()).texts["requests.yaml"])


def test_it_makes_the_file_and_waits(small: Small) -> None:
    text = asked(small()).texts["requests.yaml"]
    assert text.endswith(
        "requests:\n  - id: YQ-2023-001\n    subject: 2-1\n    field: due\n    to: 2024-03-31\n    steps:\n"
        f"      - {{action: ask, date: 2023-09-01, by: 区水利局, note: 管网未通, {KEYS}}}\n"
    )
    reading = small(requests=text)
    assert reading.diagnostics == []
    with pytest.raises(Refused, match="2-1 的时限已有申请 YQ-2023-001，还没有决定"):
        asked(reading)


def test_an_approval_writes_the_adjustment_that_names_it(small: Small) -> None:
    reading = with_request(small)
    edited = decide(reading, "1", step(Decision.APPROVE, by="第5次常务会议", note=None), STAMP)
    assert set(edited.texts) == {"requests.yaml", "tasks.yaml"}
    line = "reason: 管网未通, approved_by: 第5次常务会议, request: YQ-2023-001, "
    assert line in edited.texts["tasks.yaml"]
    after = small(requests=edited.texts["requests.yaml"], tasks=edited.texts["tasks.yaml"])
    assert after.diagnostics == []
    [target] = [item for _filed, item, _place in after.registry.items if item.id == "2-1"]
    assert (target.due, target.adjustments[-1].to) == (date(2023, 11, 30), DUE), "as written, and as it is now"
    with pytest.raises(Refused, match="YQ-2023-001 已于 2023-09-01 批准"):
        decide(after, "1", step(Decision.WITHDRAW), STAMP)
    only = small(requests=edited.texts["requests.yaml"])
    assert [diagnostic.code for diagnostic in only.diagnostics] == ["request-unmet"], "one without the other is told"


@pytest.mark.parametrize("action", [Decision.REFUSE, Decision.WITHDRAW])
def test_what_is_refused_or_withdrawn_stays_and_adjusts_nothing(small: Small, action: Decision) -> None:
    edited = decide(with_request(small), "1", step(action), STAMP)
    assert set(edited.texts) == {"requests.yaml"}
    reading = small(requests=edited.texts["requests.yaml"])
    assert len(reading.registry.requests) == 1
    assert len(reading.registry.standing.requests) == (action is Decision.REFUSE)
    again = asked(reading).texts["requests.yaml"]
    assert "id: YQ-2023-002" in again, "the number stays used"


def test_who_asks_late_is_told_by_how_much(small: Small) -> None:
    late = stamp_of(date(2024, 1, 10))
    edited = ask(small(), "2-1", Adjustable.DUE, lambda _item: DUE, step(Decision.ASK, late.day), late)
    assert edited.result.days_late == 41
    assert asked(small()).result.days_late == 0  # type: ignore[attr-defined]


def test_what_cannot_be_is_refused(small: Small) -> None:
    before = small()
    with pytest.raises(Refused, match="没有编号“9-9”"):
        asked(before, "9-9")
    with pytest.raises(Refused, match="2023-09-02 还没有到（今天是 2023-09-01）"):
        asked(before, day=date(2023, 9, 2))
    with pytest.raises(NotFound, match="没有申请“7”"):
        decide(before, "7", step(Decision.REFUSE), STAMP)
    with pytest.raises(Refused, match="2023-08-31 早于上一步（2023-09-01 申请）"):
        decide(with_request(small), "1", step(Decision.REFUSE, date(2023, 8, 31)), STAMP)
