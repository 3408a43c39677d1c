"""其中柳园4个、新区3个: what divides a number among units, and what only tells its kinds."""

from decimal import Decimal

import pytest

from dcgd.intake.phrases.divided import divided
from dcgd.intake.phrases.targets import find_targets


def shares_of(text: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """The targets of a text, each with its shares."""
    found, _refused = find_targets(text, 2025, [])
    return [
        (target.indicator, [(unit, int(value)) for unit, value in target.shares]) for target in divided(text, found)
    ]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("改造老旧小区7个，其中柳园4个、新区3个，年内完工。", [("柳园", 4), ("新区", 3)]),
        (
            "新增养老床位200张，其中：柳园街道80张，北山镇70张，经济开发区50张。",
            [("柳园街道", 80), ("北山镇", 70), ("经济开发区", 50)],
        ),
        ("推进重点项目20个，其中柳园街道8个、北山镇7个。", [("柳园街道", 8), ("北山镇", 7)]),
    ],
)
def test_a_number_divided_among_units_is_one_target(text: str, shares: list[tuple[str, int]]) -> None:
    ((_indicator, found),) = shares_of(text)
    assert found == shares


@pytest.mark.parametrize(
    "text",
    [
        "建设学校5所，其中新建3所、改扩建2所。",
        "新增学位300个，其中城区200个、农村100个。",
        "改造老旧小区7个，其中柳园4个、河西2个。",
        "新增养老床位200张，其中柳园街道80张。",
        "新增养老床位200张，柳园街道80张、北山镇70张。",
        "新增养老床位200张，其中柳园街道建成食堂8个、北山镇7个。",
        "新增养老床位200张，其中北山镇80张、北山镇70张。",
    ],
)
def test_kinds_doubtful_names_and_single_parts_are_no_shares(text: str) -> None:
    assert all(not shares for _indicator, shares in shares_of(text))
    found, _refused = find_targets(text, 2025, [])
    assert len(divided(text, found)) == len(found), "nothing is left out"


def test_what_stands_behind_is_read_as_ever() -> None:
    text = "改造老旧小区7个，其中柳园街道4个、北山镇3个，加装电梯25部。"
    found, _refused = find_targets(text, 2025, [])
    assert [(target.indicator, target.value) for target in divided(text, found)] == [
        ("改造老旧小区", Decimal(7)),
        ("加装电梯", Decimal(25)),
    ]
