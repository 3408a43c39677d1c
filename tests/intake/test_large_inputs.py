"""Inputs that a pattern could choke on pass in linear time: each of these once took minutes, or would never end."""

import pytest

from dcgd.intake.draft.drafting import draft

SIZE = 200_000
HARD = {
    "brackets that never close": "（" * SIZE,
    "statements that never close": "（牵头单位：区局、" * (SIZE // 9),
    "dots": "." * SIZE,
    "a gap": "中" + " " * SIZE + "国",
    "verbs": "1. 推进。（" + "负责落实" * 480 + "呀）",
    "verbs without end": "1. 推进。（" + "负责落实" * (SIZE // 4) + "呀）",
    "labels": "责任单位：" * (SIZE // 5),
    "sizes": "1. 投资" + "10亿元、" * (SIZE // 20) + "以上的项目",
    "digits": "1. 新增" + "1" * SIZE + "家",
    "nesting": "一、甲（一）乙1.丙（1）丁1）戊①己" * (SIZE // 60),
    "no line end": "推进工作" * (SIZE // 4),
}


@pytest.mark.parametrize("case", HARD)
def test_it_comes_to_an_end_and_accounts_for_every_character(case: str) -> None:
    drafted = draft(HARD[case], 2023)

    assert drafted.spans[-1].end == len(HARD[case])
