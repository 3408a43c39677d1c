"""考核: every point has its record, the lines add up, equal scores share a rank, few items are no disadvantage."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.index.items import Home
from dcgd.model import (
    Appraisal,
    ByRole,
    Evaluation,
    Grouping,
    Notice,
    Profile,
    Role,
    Rules,
    Status,
    Step,
)
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import assess
from dcgd.tracking.score import Journal, Line, LineKind, Score, scores
from dcgd.tracking.weighing import scale
from factory import milestone, problem, report, step

START, END = date(2023, 1, 1), date(2023, 12, 31)
AFTER = date(2024, 1, 31)
NOTHING = Journal((), (), str)


def full(name: str) -> str:
    """The canonical name of a unit that is written 甲 or 甲局."""
    return name if name.endswith("局") else f"{name}局"


Roles = tuple[tuple[str, Role], ...]
LEAD: Roles = (("甲局", Role.LEAD),)


def rules(profile: Profile = Profile.DEDUCT, **more: object) -> Rules:
    return Rules(appraisal=Appraisal(profile=profile, **more))  # type: ignore[arg-type]


def judged(
    name: str,
    *reports: tuple[date, int],
    units: Roles = LEAD,
    known: Rules | None = None,
    as_of: date = AFTER,
    section: str = "一",
    weight: int = 1,
) -> JudgedItem:
    """An item that 100 percent is done of, with its reported percents."""
    task = int(name.partition("-")[0])
    item = milestone(id=name, task=task, title=f"事项{name}", weight=Decimal(weight))
    found = tuple(report(day, percent=percent, milestone=name) for day, percent in reports)
    known = known or rules()
    verdict = assess(item, found, as_of, known)
    home = Home(
        type="circular",
        document_id=1,
        registry="",
        document="文",
        rules=known,
        section=section,
        task_title="",
        leads=[],
        participants=[],
        units=units,
    )
    return JudgedItem(home, item, found, verdict, known)


def monthly(percents: range | list[int]) -> list[tuple[date, int]]:
    """Reports on the last day of each month of the year."""
    days = [date(2023, month + 1, 1) if month < 12 else date(2024, 1, 1) for month in range(1, 13)]
    return [(date.fromordinal(day.toordinal() - 1), percent) for day, percent in zip(days, percents, strict=False)]


ON_TIME = monthly([8, 16, 25, 33, 41, 50, 58, 66, 75, 83, 91, 100])
OVERDUE = monthly([8, 16, 25, 33, 41, 50, 58, 66, 75, 83, 91, 95])


def of(found: list[Score], name: str = "甲局") -> Score:
    return next(each for each in found if each.name == name)


def lines(score: Score) -> list[tuple[str, str, Decimal]]:
    return [(line.kind, line.record, line.points) for line in score.lines if line.kind != "base"]


def test_who_does_all_in_time_has_the_bonus_and_no_more_than_the_cap() -> None:
    found = of(scores([judged("1-1", *ON_TIME)], {}, AFTER))
    assert found.points == 100
    assert lines(found) == [("bonus", "", Decimal(2)), ("limit", "", Decimal(-2))]


@pytest.mark.parametrize(
    ("profile", "lead", Role.PARTICIPANT),
    [("deduct", "96.00", "98.00"), ("liability", "95.00", "97.00"), ("earn", "80.00", "80.00")],
)
def test_an_overdue_item_costs_what_the_profile_says_by_role(profile: Profile, lead: str, participant: str) -> None:
    both: Roles = (("甲局", Role.LEAD), ("乙局", Role.PARTICIPANT))
    found = scores([judged("1-1", *OVERDUE, units=both, known=rules(profile))], {}, AFTER)
    assert (of(found).points, of(found, "乙局").points) == (Decimal(lead), Decimal(participant))


def test_a_done_item_gives_what_the_profile_says_by_role() -> None:
    units: Roles = (("甲局", Role.LEAD), ("乙局", Role.PARTICIPANT))
    known = rules(Profile.EARN, reference=0, all_done=Decimal(0))
    found = scores([judged("1-1", *ON_TIME, units=units, known=known)], {}, AFTER)
    assert [of(found).points, of(found, "乙局").points] == [82, 81]
    [line] = [line for line in of(found).lines if line.kind == "item"]
    assert (line.record, line.date, line.why) == ("1-1", date(2023, 12, 31), "牵头的“事项1-1”已完成")


def test_own_points_take_the_place_of_the_profiles() -> None:
    known = rules(items={Status.OVERDUE: ByRole(lead=Decimal(-7))}, base=Decimal(90), floor=Decimal(85))
    assert of(scores([judged("1-1", *OVERDUE, known=known)], {}, AFTER)).points == 85


def test_reports_missed_and_late_cost_their_part() -> None:
    """June: of two items one is not reported, the other on 8 July, after the grace of 5 days."""
    one = [each for each in ON_TIME if each[0].month != 6]
    other = sorted([*one, (date(2023, 7, 8), 50)])
    found = of(scores([judged("1-1", *one), judged("1-2", *other)], {}, AFTER))
    assert [(line.record, line.points, line.why) for line in found.lines if line.kind == "report"] == [
        ("2023-06", Decimal(-1), "应报 2 项，漏报 1 项：1-1"),
        ("2023-06", Decimal("-0.5"), "应报 2 项，迟报 1 项：1-2（没有记交来之日，按数据截止日算）"),
    ]


def test_a_report_within_the_grace_is_not_late_and_a_grace_not_over_is_not_judged() -> None:
    within = sorted([*[each for each in ON_TIME if each[0].month != 6], (date(2023, 7, 5), 50)])
    assert not [line for line in of(scores([judged("1-1", *within)], {}, AFTER)).lines if line.kind == "report"]
    for day, missed in ((date(2023, 2, 5), 0), (date(2023, 2, 6), 1)):
        found = of(scores([judged("1-1", as_of=day)], {}, day))
        assert sum(line.kind == "report" for line in found.lines) == missed


def on(action: str, month: int, day: int, **more: object) -> Step:
    return step(action, date(2023, month, day), **more)


def test_problems_cost_whom_they_are_assigned_to_else_the_lead() -> None:
    raised = on("raise", 6, 1)
    sent = on("assign", 6, 2, to="乙", deadline=date(2023, 6, 30))
    way = (on("resolve", 6, 10), on("feedback", 6, 11))
    problems = (
        problem(raised, sent, id="开着", task=1),
        problem(raised, sent, *way, on("close", 7, 3), id="迟销", task=1),
        problem(raised, sent, *way, on("reject", 6, 12), *way, on("close", 6, 20), id="退回", task=1),
        problem(on("raise", 6, 1, deadline=date(2023, 6, 5)), id="没交办", task=1),
    )
    units: Roles = (("甲局", Role.LEAD), ("乙局", Role.PARTICIPANT))
    july = date(2023, 7, 31)
    members = [judged("1-1", *ON_TIME, units=units, as_of=july)]
    found = scores(members, {"": Journal(problems, (), full)}, july)
    assert [each for each in lines(of(found, "乙局")) if each[0] == "problem"] == [
        ("problem", "开着", Decimal(-2)),
        ("problem", "迟销", Decimal(-2)),
        ("problem", "退回", Decimal(-1)),
    ]
    assert [each for each in lines(of(found)) if each[0] == "problem"] == [("problem", "没交办", Decimal(-2))]


def test_notices_cost_by_level_and_a_late_or_missing_answer_costs_more() -> None:
    def notice(number: str, level: str, replied: date | None) -> Notice:
        days = {"issued": date(2023, 6, 1), "reply_by": date(2023, 6, 8), "replied": replied}
        return Notice(number=number, level=level, unit="甲", subject="1-1", reason="慢", **days)  # type: ignore[arg-type]

    sent = (
        notice("蓝", "蓝", date(2023, 6, 8)),
        notice("黄", "黄", date(2023, 6, 9)),
        notice("红", "红", None),
    )
    journal = {"": Journal((), sent, full)}
    found = of(scores([judged("1-1", *ON_TIME)], journal, AFTER))
    assert [(record, points) for kind, record, points in lines(found) if kind == "notice"] == [
        ("蓝", Decimal("-0.5")),
        ("黄", Decimal(-1)),
        ("黄", Decimal(-1)),
        ("红", Decimal(-2)),
        ("红", Decimal(-1)),
    ]
    early = of(scores([judged("1-1", *ON_TIME, as_of=date(2023, 5, 31))], journal, date(2023, 5, 31)))
    assert not [each for each in lines(early) if each[0] == "notice"]


def test_an_evaluation_counts_from_its_day_with_its_reason() -> None:
    praise = Evaluation(unit="甲", date=date(2023, 7, 1), points=Decimal("1.5"), by="区长", reason="防汛得力")
    known = rules(evaluations=(praise,), cap=Decimal(200))
    for day, points in ((date(2023, 6, 30), 0), (date(2023, 7, 1), Decimal("1.5"))):
        found = of(scores([judged("1-1", *ON_TIME, known=known, as_of=day)], {"": Journal((), (), full)}, day))
        assert found.of(LineKind.EVALUATION) == points
    assert Line(LineKind.EVALUATION, Decimal("1.50"), "区长", date(2023, 7, 1), "领导评价：防汛得力") in found.lines


def test_a_section_counts_each_item_once() -> None:
    units: Roles = (("甲局", Role.LEAD), ("乙局", Role.LEAD), ("丙局", Role.PARTICIPANT))
    members = [judged("1-1", *OVERDUE, units=units), judged("2-1", *ON_TIME, section="二")]
    found = scores(members, {"": NOTHING}, AFTER, Grouping.SECTION)
    assert [(each.name, each.leads, each.rank) for each in found] == [("二", 1, 1), ("一", 1, 2)]
    assert [each.points for each in found] == [100, 96]


def test_equal_scores_share_a_rank_and_the_next_is_skipped() -> None:
    names = ["甲局", "乙局", "丙局", "丁局"]
    overdue = {"甲局": 0, "乙局": 1, "丙局": 1, "丁局": 2}
    members = [
        judged(f"{index}-{part}", *(OVERDUE if part <= overdue[name] else ON_TIME), units=((name, Role.LEAD),))
        for index, name in enumerate(names, 1)
        for part in (1, 2)
    ]
    found = scores(members, {}, AFTER)
    assert [(each.name, each.rank) for each in found] == [("甲局", 1), ("乙局", 2), ("丙局", 2), ("丁局", 4)]


def test_who_leads_nothing_is_scored_and_not_ranked() -> None:
    units: Roles = (("甲局", Role.LEAD), ("乙局", Role.PARTICIPANT))
    found = scores([judged("1-1", *OVERDUE, units=units), judged("2-1", *OVERDUE, units=units)], {}, AFTER)
    assert [(each.name, each.rank, each.leads, each.participates) for each in found] == [
        ("甲局", 1, 2, 0),
        ("乙局", None, 0, 2),
    ]
    assert found[1].points > found[0].points, "and stands below all the same"


PERCENTS = st.lists(st.sampled_from([ON_TIME, OVERDUE, [], ON_TIME[:3]]), min_size=1, max_size=12)


@given(PERCENTS, st.sampled_from(["deduct", "earn", "liability"]), st.integers(0, 20))
def test_the_lines_add_up_to_the_score_and_all_but_the_bounds_name_what_they_are_of(
    reports: list[list[tuple[date, int]]], profile: Profile, reference: int
) -> None:
    known = rules(profile, reference=reference)
    members = [judged(f"1-{number}", *each, known=known) for number, each in enumerate(reports, 1)]
    [found] = scores(members, {}, AFTER)
    assert sum(line.points for line in found.lines) == found.points
    assert known.appraisal.scheme().floor <= found.points <= known.appraisal.scheme().cap
    assert all(line.why and (line.record or line.kind in ("base", "bonus", "limit")) for line in found.lines)


@given(PERCENTS, st.sampled_from(["deduct", "earn", "liability"]))
def test_a_late_item_done_in_time_instead_never_lowers_the_score(
    reports: list[list[tuple[date, int]]], profile: Profile
) -> None:
    known = rules(profile)

    def total(first: list[tuple[date, int]]) -> Decimal:
        members = [judged("1-1", *first, known=known)]
        members += [judged(f"1-{number}", *each, known=known) for number, each in enumerate(reports, 2)]
        return scores(members, {}, AFTER)[0].points

    assert total(ON_TIME) >= total(OVERDUE)


@given(st.integers(1, 300), st.integers(1, 50))
def test_few_items_gain_as_much_as_many_and_lose_no_more_than_one_failure_says(count: int, reference: int) -> None:
    gain, loss = Decimal(2), Decimal(-5)
    assert scale(gain, count, reference) * count == reference
    assert scale(loss, count, reference) <= 1
    assert scale(loss, count, reference) * count <= reference
    assert scale(gain, count, 0) == scale(loss, count, 0) == Fraction(1)


def test_the_page_shows_its_example_as_it_comes_out() -> None:
    """docs/appraisal.md, third part."""
    known = rules(Profile.EARN)
    part: Roles = (("甲局", Role.PARTICIPANT),)
    members = [judged("1-1", *ON_TIME, known=known), judged("1-2", *OVERDUE, known=known)]
    members.append(judged("7-1", *ON_TIME, units=part, known=known))
    [found] = scores(members, {}, AFTER)
    assert found.points == 90
    assert lines(found) == [("item", "1-1", Decimal("6.67")), ("item", "7-1", Decimal("3.33"))]


def test_lateness_goes_by_when_a_report_was_handed_in() -> None:
    """June's report is of 30 June and came on 8 July, after the grace of 5 days; July's, of 31 July, on 5 August."""
    item = judged("1-1", *ON_TIME)
    came = {6: date(2023, 7, 8), 7: date(2023, 8, 5)}
    reports = tuple(replace(report, received=came.get(report.date.month)) for report in item.reports)
    found = of(scores([replace(item, reports=reports)], {}, AFTER))
    assert [(line.record, line.why) for line in found.lines if line.kind == "report"] == [
        ("2023-06", "应报 1 项，迟报 1 项：1-1")
    ]
