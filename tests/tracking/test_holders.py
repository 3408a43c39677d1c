"""Units ranked by the shares that they hold, each among those of its group."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dcgd.index.items import Home
from dcgd.model import Report, Role, Rules, Share
from dcgd.tracking.holders import holders
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import assess
from factory import report, target

UNITS = ("柳园街道", "北山镇", "新区", "高铁办")
GROUPS = {(1, "柳园街道"): "镇街", (1, "北山镇"): "镇街", (1, "新区"): "开发区", (1, "高铁办"): None}
DAY = date(2023, 9, 30)


def shares(reports: list[Report]) -> tuple[JudgedItem, ...]:
    """The shares of 10 家 of each unit, judged on a day."""
    item = target(value=Decimal(40), shares=tuple(Share(unit=unit, value=Decimal(10)) for unit in UNITS))
    home = Home(
        document_id=1, registry="", document="甲政字〔2023〕1号", type="circular", rules=Rules(), section="一",
        task_title="", leads=[], participants=[], units=(("区科技局", Role.LEAD),),
    )  # fmt: skip
    return JudgedItem(home, item, tuple(reports), assess(item, reports, DAY, Rules()), Rules()).shares


def test_groups_stand_in_their_order_and_equals_share_a_rank() -> None:
    said = [report("2023-09-30", value, share=unit) for unit, value in zip(UNITS, (5, 8, 5, 5), strict=True)]
    ranked = holders(DAY, shares(said), GROUPS, "未分类")
    assert [(holder.group, holder.rank, holder.unit) for holder in ranked] == [
        ("镇街", 1, "北山镇"),
        ("镇街", 2, "柳园街道"),
        ("开发区", 1, "新区"),
        ("未分类", 1, "高铁办"),
    ]
    assert {holder.rank for holder in holders(DAY, shares([]), GROUPS, "未分类")} == {1}


@given(values=st.lists(st.none() | st.integers(0, 20), min_size=4, max_size=4))
def test_a_rank_is_within_the_group_and_says_how_many_are_better(values: list[int | None]) -> None:
    said = [
        report("2023-09-30", value, share=unit) for unit, value in zip(UNITS, values, strict=True) if value is not None
    ]
    ranked = holders(DAY, shares(said), GROUPS, "未分类")
    for holder in ranked:
        others = [other for other in ranked if other.group == holder.group]
        assert holder.rank == 1 + sum((other.means.done or 0) > (holder.means.done or 0) for other in others)
