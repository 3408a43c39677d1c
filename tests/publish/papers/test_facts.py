"""One set of facts for all papers: every matter that is late in exactly one list, every number a verdict's own."""

from collections import Counter
from dataclasses import replace

from dcgd.model import Status
from dcgd.publish.papers.facts import facts, item_facts
from dcgd.publish.snapshot import Snapshot


def test_what_is_late_stands_in_exactly_one_list(snapshot: Snapshot) -> None:
    found = facts(snapshot)
    listed = Counter(each["id"] for name in ("below", "silent", "risky") for each in found[name])
    late = {
        judged.item.id for judged in snapshot.items if judged.verdict.status is Status.OVERDUE or judged.verdict.at_risk
    }
    assert set(listed) == late
    assert set(listed.values()) == {1}
    assert [each["id"] for each in found["late"]] == list(listed)


def test_each_list_says_what_its_name_says(snapshot: Snapshot) -> None:
    found = facts(snapshot)
    assert all(each["gap_points"] > 0 and each["light"] in ("红", "黄") for each in found["below"])
    assert all(each["why"] for each in found["late"])
    assert all(each["reported"] is None for each in found["silent"])
    assert all(each["reported"] and not each["below"] for each in found["risky"])
    assert {each["id"] for each in found["silent"]} == {"14-2", "17"}


def test_the_worst_comes_first_and_within_a_status_the_widest_gap(snapshot: Snapshot) -> None:
    order = [status.value for status in Status]
    below = [(order.index(each["status"]), -each["gap_points"]) for each in facts(snapshot)["below"]]
    assert below == sorted(below)
    assert len(below) > 3


def test_a_matter_shows_what_was_last_said_and_what_is_wrong(snapshot: Snapshot) -> None:
    (found,) = (each for each in item_facts(snapshot) if each["id"] == "6-1")
    assert (found["now"], found["goal"]) == ("26.9 亿元", "45 亿元")
    assert found["note"] == "8 个项目在建，两个未开工"
    assert found["troubles"][0] == "签约项目用地指标有缺口（WT-2025-006，未销号）"
    assert found["task_title"]
    assert found["section_title"] == "扩大有效投资"


def test_a_problem_is_open_only_from_its_first_step_to_its_last(snapshot: Snapshot) -> None:
    shown = {trouble for each in item_facts(snapshot) for trouble in each["troubles"] if "未销号" in trouble}
    steps = {each.id: each.steps for found in snapshot.problems.values() for each in found}
    past = {name: [step.action for step in found if step.date <= snapshot.as_of] for name, found in steps.items()}
    wanted = {name for name, found in past.items() if found and found[-1] != "close"}
    assert {name for name in steps if any(name in trouble for trouble in shown)} == wanted
    assert wanted != set(steps)


def test_groups_hold_the_late_matters_of_their_own(snapshot: Snapshot) -> None:
    found = facts(snapshot)
    by_section = [each["id"] for group in found["groups"]["section"] for each in group["late"]]
    assert sorted(by_section) == sorted(each["id"] for each in found["late"])
    for group in found["groups"]["unit"]:
        answers = {judged.item.id for judged in snapshot.items if group["key"] in judged.lead_units}
        assert {each["id"] for each in group["late"]} == {each["id"] for each in found["late"]} & answers


def test_the_days_for_an_answer_are_those_of_the_rules(snapshot: Snapshot) -> None:
    assert facts(snapshot)["reply"] == {"蓝": "2025年10月21日", "黄": "2025年10月16日", "红": "2025年10月11日"}


def test_nothing_to_say_is_said_without_a_crash(snapshot: Snapshot) -> None:
    empty = facts(replace(snapshot, items=()))
    assert (empty["total"], empty["late"], empty["sections"]) == (0, [], [])
    assert {each["percent"] for each in empty["lights"]} == {"0.0"}
