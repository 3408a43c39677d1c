"""Years of reports as honest units write them: noisy, late, with gaps, stops, spurts and corrections."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from dcgd.data_words import PaperKind
from dcgd.index.items import Home
from dcgd.model import Comparator, Kind, Paper, Report, Role, Rules, What
from dcgd.model.items import Item
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import assess
from dcgd.tracking.judging.months import month_end

START, DUE = date(2025, 1, 1), date(2025, 12, 31)
RULES = Rules()
_JANUARY = 2025 * 12


def bulletins() -> list[Paper]:
    """A bulletin after each month."""
    return [
        Paper(
            kind=PaperKind.BULLETIN,
            number=f"督通〔2025〕{number}号",
            period=f"2025-{number:02d}",
            as_of=month_end(_JANUARY + number - 1),
            issued=date(2025, number + 1, 8),
            to="各责任单位",
            facts="0" * 64,
        )
        for number in range(1, 12)
    ]


def judged(item: Item, reports: list[Report], unit: str, rules: Rules = RULES) -> JudgedItem:
    """An item that a unit leads, judged at the end of the year."""
    home = Home(
        document_id=1,
        registry="",
        document="甲政字〔2025〕1号",
        type="circular",
        rules=rules,
        section="一",
        task_title="任务",
        leads=[unit],
        participants=[],
        units=((unit, Role.LEAD),),
    )
    return JudgedItem(home, item, tuple(reports), assess(item, reports, DUE, rules), rules)


def year(seed: int, items: int = 20) -> list[JudgedItem]:
    """A year of a registry: counts small and large, amounts, rates, holds and deliverables, twelve months of each."""
    random = Random(seed)
    return [_one(random, number, f"单位{random.randrange(8)}") for number in range(1, items + 1)]


def _one(random: Random, number: int, unit: str) -> JudgedItem:
    what = random.choices(("few", "many", "amount", "rate", "hold", "deliverable"), (3, 4, 2, 3, 1, 4))[0]
    shares = list(_shares(random))
    fields: dict[str, Any] = {"task": number, "start": START, "due": DUE, "announced": START, "title": "事项"}
    if what == "deliverable":
        item = Item(**fields, id=f"{number}-m1", what=What.MILESTONE)
        figures = [Decimal(round(min(share, 1) * 100)) for share in shares]
        reports = [Report(milestone=item.id, date=month_end(_JANUARY + month), percent=figure)
                   for month, figure in enumerate(figures)]  # fmt: skip
    else:
        item, figures = _target(random, what, fields, shares)
        reports = [Report(target=item.id, date=month_end(_JANUARY + month), value=figure)
                   for month, figure in enumerate(figures)]  # fmt: skip
    kept = [report for report in reports if random.random() > 0.07]
    return judged(item, kept, unit)


def _target(random: Random, what: str, fields: dict[str, Any], shares: list[float]) -> tuple[Item, list[Decimal]]:
    def make(kind: Kind, value: Decimal, measure: str, **more: Any) -> Item:
        target: dict[str, Any] = {"id": f"{fields['task']}-1", "what": What.TARGET, "kind": kind, "value": value}
        return Item(**{**fields, **target, "unit_measure": measure, "comparator": Comparator.AT_LEAST, **more})

    if what == "few":
        goal = random.randint(2, 30)
        return make(Kind.CUMULATIVE, Decimal(goal), "个"), [Decimal(int(share * goal)) for share in shares]
    if what == "many":
        goal = random.choice((60, 120, 500, 1200, 6000))
        return make(Kind.CUMULATIVE, Decimal(goal), "户"), [Decimal(round(share * goal)) for share in shares]
    if what == "amount":
        goal = random.choice((9, 25, 130))
        return make(Kind.CUMULATIVE, Decimal(goal), "亿元"), [_tenths(share * goal) for share in shares]
    if what == "hold":
        return make(Kind.STANDING, Decimal(95), "%"), [_tenths(random.gauss(96.5, 0.6)) for _ in shares]
    goal, baseline = random.choice(((90, 70), (65, 53), (98, 96)))
    noise = (goal - baseline) / 30
    rates = [_tenths(baseline + share * (goal - baseline) + random.gauss(0, noise)) for share in shares]
    return make(Kind.LEVEL, Decimal(goal), "%", baseline=Decimal(baseline)), rates


def _tenths(number: float) -> Decimal:
    return Decimal(f"{number:.1f}")


def _shares(random: Random) -> Iterator[float]:
    """The done share at the end of each month: its own pace, now and then a stop, a spurt, a figure put right."""
    speed = max(random.gauss(1.0, 0.2), 0.3)
    late_start = random.choice((0, 0, 0, 1, 2))
    done = 0.0
    stop = 0
    for month in range(12):
        if month < late_start:
            yield 0.0
            continue
        if stop == 0 and random.random() < 0.03:
            stop = random.choice((1, 1, 2))
        grown = 0.0 if stop else max(random.gauss(speed / (12 - late_start), 0.03), 0.0)
        stop = max(stop - 1, 0)
        if random.random() < 0.03:
            grown += random.uniform(0, 0.15)  # what was late comes at once
        if random.random() < 0.01:
            grown -= random.uniform(0, 0.03)  # counted twice, and put right
        done = min(max(done + grown, 0.0), 1.1)
        yield done
