"""A problem gets the next id of its year; its steps follow one another, by names as the registry has them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dcgd.edits.problem import add_step, raise_problem
from dcgd.errors import NotFound, NotRecorded, WrongUse
from dcgd.model import Action, Problem, Step
from dcgd.registry.load import Reading
from stamps import keys_of, stamp_of

TODAY = date(2023, 8, 1)
FIRST = Step(action=Action.RAISE, date=date(2023, 7, 1), by="区科技局", note="急")
ASSIGN = Step(action=Action.ASSIGN, date=date(2023, 7, 3), by="督查室", to="区人社局", deadline=date(2023, 7, 31))


def test_one_is_raised_at_the_end_of_the_file(before: Reading) -> None:
    edited = raise_problem(before, "1-1", "申报慢", FIRST, stamp_of(TODAY))
    assert edited.texts == {
        "problems.yaml": before.parsed["problems.yaml"].text
        + "  - id: WT-2023-002\n    task: 1\n    target: 1-1\n    title: 申报慢\n    steps:\n"
        + f"      - {{action: raise, date: 2023-07-01, by: 区科学技术局, note: 急, {keys_of(TODAY)}}}\n"
    }
    assert (edited.result.id, edited.result.steps[0].by) == ("WT-2023-002", "区科学技术局")


def test_the_first_makes_the_file(small: Callable[..., Reading]) -> None:
    edited = raise_problem(small(problems=None), "3", "缺人", FIRST, stamp_of(TODAY))
    assert edited.result.id == "WT-2023-001"
    assert edited.texts["problems.yaml"].startswith("# 问题及其经过。")
    assert "\nproblems:\n  - id: WT-2023-001\n    task: 3\n    title: 缺人\n" in edited.texts["problems.yaml"]


def test_a_step_is_told_the_problem_and_stands_under_it(before: Reading) -> None:
    told: list[Problem] = []

    def step_of(problem: Problem) -> Step:
        told.append(problem)
        return ASSIGN

    edited = add_step(before, "WT-2023-001", step_of, stamp_of(TODAY))
    [problem] = told
    assert edited.result.problem == problem
    assert [step.action for step in problem.steps] == [Action.RAISE], "as it was before the step"
    assert edited.result.step.to == "区人力资源和社会保障局"
    line = "      - {action: assign, date: 2023-07-03, by: 督查室, to: 区人力资源和社会保障局, deadline: 2023-07-31, "
    line += f"{keys_of(TODAY)}}}\n"
    assert edited.texts == {"problems.yaml": before.parsed["problems.yaml"].text + line}


def test_what_may_not_be_is_not_recorded(before: Reading) -> None:
    with pytest.raises(NotFound, match="没有问题“WT-2023-002”；是不是：WT-2023-001"):
        add_step(before, "WT-2023-002", lambda _problem: ASSIGN, stamp_of(TODAY))
    with pytest.raises(NotRecorded, match="没有“区人设局”"):
        add_step(before, "WT-2023-001", lambda _problem: replace(ASSIGN, to="区人设局"), stamp_of(TODAY))
    with pytest.raises(NotRecorded, match="2023-07-03 还没有到（今天是 2023-07-02）"):
        add_step(before, "WT-2023-001", lambda _problem: ASSIGN, stamp_of(date(2023, 7, 2)))
    with pytest.raises(NotRecorded, match="2023-07-01 还没有到（今天是 2023-06-30）"):
        raise_problem(before, "3", "缺人", FIRST, stamp_of(date(2023, 6, 30)))
    with pytest.raises(NotRecorded, match="没有编号“9-9”"):
        raise_problem(before, "9-9", "缺人", FIRST, stamp_of(TODAY))


def test_who_makes_the_step_may_refuse(before: Reading) -> None:
    def step_of(problem: Problem) -> Step:
        raise WrongUse(f"{problem.id} 不行")

    with pytest.raises(WrongUse, match="WT-2023-001 不行"):
        add_step(before, "WT-2023-001", step_of, stamp_of(TODAY))


def test_one_may_be_raised_from_what_the_last_report_says_is_difficult(small: Callable[..., Reading]) -> None:
    june = "reports:\n  - {target: 1-1, date: 2023-06-30, value: 8, difficulty: 材料不齐}\n"
    reading = small(**{"progress/2023-06": june})
    assert raise_problem(reading, "1-1", None, FIRST, stamp_of(TODAY)).result.title == "材料不齐"
    withdrawn = june + "  - {target: 1-1, date: 2023-06-30, withdrawn: true, by: 甲, note: 错}\n"
    for text in (withdrawn, june.replace(", difficulty: 材料不齐", "")):
        with pytest.raises(NotRecorded, match="没有写存在问题"):
            raise_problem(small(**{"progress/2023-06": text}), "1-1", None, FIRST, stamp_of(TODAY))
