"""A draft reviewed: what each step writes, to the byte, and what it refuses."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from difflib import ndiff

import pytest

from dcgd.edits import review
from dcgd.errors import Refused, UserError
from dcgd.intake.reviewing import ToReview, to_review
from dcgd.model import Comparator, Milestone, Target
from dcgd.registry.load import Reading
from dcgd.registry.official import run_of
from edits.conftest import SMALL

Small = Callable[..., Reading]


@pytest.fixture
def drafted(small: Small) -> Reading:
    """The small registry with a task, a target, a milestone and a unit that are still to be reviewed."""
    tasks = (SMALL / "tasks.yaml").read_text(encoding="utf-8")
    tasks = tasks.replace("        title: 节水\n", "        title: 节水\n        review: true  # 数不对？\n")
    tasks = tasks.replace("            firmness: strive\n", "            firmness: strive\n            review: true\n")
    tasks = tasks.replace("            title: 企业库\n", "            title: 企业库\n            review: true\n")
    units = (SMALL / "units.yaml").read_text(encoding="utf-8") + "  - {name: 区档案局, review: true}\n"
    return small(tasks=tasks, units=units)


def waiting(reading: Reading) -> list[ToReview]:
    return to_review(reading, run_of({}), {})


def one(reading: Reading, name: str) -> ToReview:
    return review.meant(waiting(reading), name)


def changes(reading: Reading, texts: object, name: str = "tasks.yaml") -> list[str]:
    assert isinstance(texts, dict)
    assert list(texts) == [name]
    lines = ndiff(reading.parsed[name].text.splitlines(), texts[name].splitlines())
    return [line[0] + line[2:] for line in lines if line[0] in "+-"]


def test_accepting_takes_the_mark_away_and_nothing_else(drafted: Reading) -> None:
    edited = review.accept(drafted, [one(drafted, name) for name in ("2", "1-2", "1-m1")])
    assert changes(drafted, edited.texts) == [
        *["-            review: true"] * 2,
        "-        review: true  # 数不对？",
        "+        # 数不对？",
    ]
    of_unit = review.accept(drafted, [one(drafted, "区档案局")])
    assert changes(drafted, of_unit.texts, "units.yaml") == [
        "-  - {name: 区档案局, review: true}",
        "+  - {name: 区档案局}",
    ]


def test_what_is_dropped_is_gone_and_a_task_is_not_dropped(drafted: Reading) -> None:
    edited = review.discard(drafted, one(drafted, "1-m1"))
    assert "1-m1" not in edited.texts["tasks.yaml"]
    assert "区档案局" not in review.discard(drafted, one(drafted, "区档案局")).texts["units.yaml"]
    with pytest.raises(Refused, match="任务 2 不能删：序号全文连续"):
        review.discard(drafted, one(drafted, "2"))


@pytest.mark.parametrize(
    ("name", "key", "value", "lines"),
    [
        (
            "1-2",
            "comparator",
            Comparator.AT_LEAST,
            ["-            comparator: more_than", "+            comparator: at_least"],
        ),
        ("1-2", "value", Decimal(3), []),
        ("1-2", "due", date(2023, 11, 30), ["+            due: 2023-11-30"]),
        ("1-2", "baseline", None, ["-            baseline: 2"]),
        ("1-m1", "quote", "力争研发", ["-            quote: 建立企业库", "+            quote: 力争研发"]),
        (
            "2",
            "leads",
            ["区水利局", "区财政局"],
            ["-        leads: [区水利局]", "+        leads: [区水利局, 区财政局]"],
        ),
        ("2", "participants", ["区财政局"], ["+        participants: [区财政局]"]),
    ],
)
def test_a_correction_writes_one_value_and_leaves_it_to_be_reviewed(
    drafted: Reading, name: str, key: str, value: review.Value, lines: list[str]
) -> None:
    assert changes(drafted, review.correct(drafted, one(drafted, name), key, value).texts) == lines


@pytest.mark.parametrize(
    ("name", "key", "value", "why"),
    [
        ("1-2", "quote", "没有的话", "任务 1 的原文里没有“没有的话”"),
        ("1-2", "text", "别的", "目标能改的是：indicator（指标）"),
        ("1-2", "quote", None, "引文不能空着|原文里没有"),
        ("1-2", "indicator", None, "indicator 不能空着"),
        ("2", "leads", ["区水力局"], "没有单位“区水力局”；增加单位：dcgd add unit 区水力局；是不是：区水利局"),
        ("区档案局", "name", "区档案馆", "单位用 dcgd unit rename"),
    ],
)
def test_what_may_not_be_written_is_refused(
    drafted: Reading, name: str, key: str, value: review.Value, why: str
) -> None:
    with pytest.raises(UserError, match=why):
        review.correct(drafted, one(drafted, name), key, value)


def test_what_is_split_off_is_drafted_out_of_its_words(drafted: Reading) -> None:
    edited = review.split(drafted, one(drafted, "1-2"), "新增高新技术企业 15 家")
    assert isinstance(edited.result, Target)
    assert (edited.result.id, str(edited.result.value), edited.result.unit_measure) == ("1-3", "15", "家")
    assert edited.result.review
    deed = review.split(drafted, one(drafted, "1-m1"), "建立企业").result
    assert isinstance(deed, Milestone)
    assert (deed.id, deed.title) == ("1-m2", "建立企业")
    with pytest.raises(Refused, match="里有 2 个目标；一次拆出一个"):
        review.split(drafted, one(drafted, "1-2"), "新增高新技术企业 15 家以上。力争研发投入占比突破 3%")
    with pytest.raises(Refused, match="只有目标和成果可以拆"):
        review.split(drafted, one(drafted, "2"), "节水")


def test_a_step_is_taken_back_unless_the_file_was_changed_since(drafted: Reading) -> None:
    text = drafted.parsed["tasks.yaml"].text
    assert review.take_back(drafted, {"tasks.yaml": "was"}, {"tasks.yaml": text}).texts == {"tasks.yaml": "was"}
    with pytest.raises(Refused, match="在这一步以后别处又改过，不能撤销"):
        review.take_back(drafted, {"tasks.yaml": "was"}, {"tasks.yaml": text + "#"})


def test_what_is_not_to_be_reviewed_is_told_with_what_is_near(drafted: Reading) -> None:
    with pytest.raises(Refused, match="没有待核对的“1-1”；是不是：1-m1、1-2"):
        one(drafted, "1-1")
