"""Weights in the appraisal, and ranks within groups of units."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Role
from dcgd.tracking.ranking import ranked_by_group
from dcgd.tracking.score import Score, scores
from tracking.test_score import AFTER, LEAD, ON_TIME, OVERDUE, judged, of, rules

POINTS = st.lists(st.tuples(st.sampled_from(["甲", "乙", "丙", ""]), st.integers(0, 3), st.booleans()), max_size=9)


@given(count=st.integers(1, 14), reference=st.sampled_from([0, 10]))
def test_where_all_weigh_one_an_item_costs_what_it_did(count: int, reference: int) -> None:
    """逾期 is −4, of more items than the reference each the less."""
    known = rules(reference=reference)
    members = [judged(f"{number}-1", *OVERDUE, known=known) for number in range(1, count + 1)]
    lines = [line for line in of(scores(members, {}, AFTER)).lines if line.kind == "item"]
    factor = Decimal(reference) / max(count, reference) if reference else Decimal(1)
    assert [line.points for line in lines] == [(-4 * factor).quantize(Decimal("0.01"))] * count
    over = Fraction(reference, count) if reference else Fraction(1)
    scaled = f"，{count} 项折算（-4×{over.numerator}/{over.denominator}）" if over < 1 else ""
    assert lines[0].why == f"牵头的“事项1-1”逾期{scaled}"


@given(weight=st.integers(1, 9))
def test_an_item_that_weighs_more_costs_as_many(weight: int) -> None:
    known = rules(reference=0, floor=Decimal(-100))
    score = of(scores([judged("1-1", *OVERDUE, known=known, weight=weight)], {}, AFTER))
    [line] = [line for line in score.lines if line.kind == "item"]
    assert line.points == -4 * weight
    assert (f"，权重 {weight}" in line.why) == (weight > 1)


def test_scaling_counts_weights() -> None:
    """Two items that weigh 20 together: each point counts half, that of the one that weighs 19 nineteen times."""
    members = [judged("1-1", *OVERDUE, weight=19, known=rules()), judged("2-1", *ON_TIME, known=rules())]
    [line] = [line for line in of(scores(members, {}, AFTER)).lines if line.kind == "item"]
    assert (line.points, line.why) == (Decimal(-38), "牵头的“事项1-1”逾期，权重 19，20 项折算（-4×1/2）")


def test_a_report_that_is_missing_costs_by_the_weight_of_what_it_is_about() -> None:
    silent = judged("1-1", weight=3, known=rules())
    members = [silent, judged("2-1", *ON_TIME, known=rules())]
    january = next(line for line in of(scores(members, {}, AFTER)).lines if line.record == "2023-01")
    assert (january.points, january.why) == (Decimal("-1.50"), "应报 2 项，漏报 1 项：1-1")


def a_score(name: str, points: int, *, leads: bool) -> Score:
    return Score("", "文", name, Decimal(points), None, int(leads), 1, ())


@given(drawn=POINTS)
def test_within_a_group_ranks_begin_at_1_and_ties_share(drawn: list[tuple[str, int, bool]]) -> None:
    several = [a_score(str(number), points, leads=leads) for number, (_group, points, leads) in enumerate(drawn)]
    groups = {("", str(number)): group for number, (group, _points, _leads) in enumerate(drawn) if group}
    by_group = ranked_by_group(several, groups, "未分类")
    assert sorted(score.name for _group, score in by_group) == sorted(score.name for score in several)
    for group, score in by_group:
        assert group == groups.get(("", score.name), "未分类")
        better = [other for its, other in by_group if its == group and other.leads and other.points > score.points]
        assert score.rank == (len(better) + 1 if score.leads else None)


def test_groups_follow_each_other_as_they_are_known_and_those_without_one_come_last() -> None:
    several = [a_score("水利局", 90, leads=True), a_score("柳园街道", 95, leads=True), a_score("公司", 99, leads=True)]
    groups = {("", "水利局"): "政府部门", ("", "柳园街道"): "镇街"}
    names = [(group, score.name, score.rank) for group, score in ranked_by_group(several, groups, "未分类")]
    assert names == [("政府部门", "水利局", 1), ("镇街", "柳园街道", 1), ("未分类", "公司", 1)]
    assert LEAD[0][1] is Role.LEAD
