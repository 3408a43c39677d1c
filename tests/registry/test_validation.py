"""Validation: plain data becomes an entity, or every reason why it does not is told."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.diagnostics import Place
from dcgd.model import Adjustment, Document, Report, Rules, Target, Task, Unit
from dcgd.model.fields import brief
from dcgd.registry.validation import EXTRA_KEY, keys, validated

HERE = Place("x.yaml", ())
TARGET: dict[str, Any] = {
    "id": "5-1", "indicator": "数", "kind": "level", "value": 15, "unit_measure": "家", "quote": "15 家",
}  # fmt: skip


def refusals(kind: type[Any], data: Any) -> list[tuple[tuple[str | int, ...], str]]:
    entity, refused = validated(kind, data, HERE)
    assert (entity is None) == bool(refused)
    return [(refusal.place.path, refusal.code.slug) for refusal in refused]


def test_what_is_left_out_has_its_documented_default() -> None:
    target, refused = validated(Target, TARGET, HERE)
    assert refused == []
    assert target is not None
    assert (target.comparator, target.firmness, target.implied) == ("at_least", "firm", False)
    assert (target.value, target.due, target.checkpoints) == (Decimal(15), None, ())


def test_all_reasons_at_once() -> None:
    data = {
        **TARGET,
        "valeu": 1,
        "kind": "cumulativ",
        "due": "2023-02-30",
        "review": 1,
        "checkpoints": [{"date": "x", "percent": 101}],
    }
    del data["quote"]
    assert sorted(refusals(Target, data), key=str) == [
        (("checkpoints", 0, "date"), "bad-date"),
        (("checkpoints", 0, "percent"), "wrong-type"),
        (("due",), "bad-date"),
        (("kind",), "wrong-type"),
        (("review",), "wrong-type"),
        (("valeu",), "extra-key"),
        ((), "missing-key"),
    ]


@pytest.mark.parametrize(
    ("written", "near"), [("frimness", "firmness"), ("unit_mesure", "unit_measure"), ("comparater", "comparator")]
)
def test_an_unknown_key_says_which_is_near(written: str, near: str) -> None:
    data = {key: value for key, value in TARGET.items() if key != near}
    refusal = next(each for each in validated(Target, {**data, written: "x"}, HERE)[1] if each.code is EXTRA_KEY)
    assert refusal.of_key
    assert near in refusal.hint


def test_a_key_far_from_all_is_to_be_deleted() -> None:
    [refusal] = validated(Unit, {"name": "甲", "电话": "1"}, HERE)[1]
    assert "删去" in refusal.hint


def test_the_underscore_of_from_is_no_part_of_the_key() -> None:
    adjustment = {"date": "2023-01-01", "field": "value", "to": 3, "reason": "批复", "approved_by": "会议"}
    assert "from" in keys(Adjustment)
    assert refusals(Adjustment, {**adjustment, "from": 5}) == []
    assert refusals(Adjustment, {**adjustment, "from_": 5}) == [((), "missing-key"), (("from_",), "extra-key")]


@pytest.mark.parametrize(
    "value", ["2023-6-30", "20230630", "86400", "2023/06/30", "2023-06-30T00:00", "", "２０２３-06-30"]
)
def test_days_have_one_form(value: str) -> None:
    assert refusals(Report, {"task": 1, "date": value, "percent": 1}) == [(("date",), "bad-date")]


@given(st.dates())
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    report, _ = validated(Report, {"task": 1, "date": day.isoformat(), "percent": 1}, HERE)
    assert report is not None
    assert report.date == day


@pytest.mark.parametrize("value", ["15", "１５", True, None, float("nan"), float("inf"), [], "十五"])
def test_what_is_no_number(value: Any) -> None:
    assert refusals(Target, {**TARGET, "value": value}) == [(("value",), "bad-number")]


def test_fullwidth_digits_are_shown_in_half_width() -> None:
    [refusal] = validated(Target, {**TARGET, "value": "１５．５"}, HERE)[1]
    assert "全角" in refusal.message
    assert "15.5" in refusal.message


@pytest.mark.parametrize(
    ("kind", "data"),
    [(Task, {"number": 0}), (Task, {"number": -1}), (Task, {"number": 1.5}), (Task, {"number": 10**7})],
)
def test_task_numbers_are_whole_and_positive(kind: type[Any], data: dict[str, Any]) -> None:
    refused = refusals(kind, {"title": "甲", "text": "甲", "leads": [], **data})
    assert refused == [(("number",), "bad-number")]


@pytest.mark.parametrize(
    ("field", "good", "bad", "code"),
    [
        ("value", 12, "十二", "bad-number"),
        ("baseline", 1, "2023-01-01", "bad-number"),
        ("due", "2024-01-31", 12, "bad-date"),
        ("comparator", "about", "大约", "wrong-type"),
        ("firmness", "strive", "about", "wrong-type"),
    ],
)
def test_an_adjustment_is_of_its_fields_kind(field: str, good: Any, bad: Any, code: str) -> None:
    record = {"date": "2023-09-01", "field": field, "reason": "批复", "approved_by": "会议"}
    assert refusals(Adjustment, {**record, "from": good, "to": good}) == []
    assert [found for _, found in refusals(Adjustment, {**record, "from": good, "to": bad})] == [code]
    assert [found for _, found in refusals(Adjustment, {**record, "from": bad, "to": good})] == [code]


def test_a_wrong_word_is_told_all_that_there_are_with_their_chinese() -> None:
    [refusal] = validated(Target, {**TARGET, "kind": "cumul"}, HERE)[1]
    assert refusal.hint == (
        "可以是：cumulative（累计数）、level（到期水平）、standing（始终保持）；是不是 cumulative？"
    )
    record = {"date": "2023-09-01", "field": "firmness", "reason": "批复", "approved_by": "会议"}
    [refusal] = validated(Adjustment, {**record, "from": "firm", "to": "约束"}, HERE)[1]
    assert "可以是：firm（约束性）、strive（力争）" in refusal.message


def test_braces_in_data_are_no_template() -> None:
    [refusal] = validated(Target, {**TARGET, "value": "{x} {0} {message}"}, HERE)[1]
    assert "{x} {0} {message}" in refusal.message


def test_what_is_shown_of_a_value_is_short_and_one_line() -> None:
    assert brief("甲\n乙\t丙") == "甲 乙 丙"
    assert len(brief("甲" * 500)) < 40


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.decimals(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = sorted({key for kind in (Task, Target, Document, Rules, Unit, Report) for key in keys(kind)})


@given(
    st.sampled_from([Task, Target, Document, Rules, Unit, Report]),
    st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=8) | ANYTHING,
)
def test_whatever_comes_is_admitted_or_refused_in_words(kind: type[Any], data: Any) -> None:
    entity, refused = validated(kind, data, HERE)
    assert (entity is None) == bool(refused)
    for refusal in refused:
        assert any("\u4e00" <= character <= "\u9fff" for character in refusal.message)
        assert "\n" not in refusal.message + refusal.hint


@pytest.mark.parametrize("measure", ["“个”", "‘个’", "”个“", "「个」", "＂个＂"])
def test_a_measure_or_a_name_in_quotes_of_an_input_method_is_refused(measure: str) -> None:
    [refusal] = validated(Target, {**TARGET, "unit_measure": measure}, HERE)[1]
    assert refusal.place.path == ("unit_measure",)
    assert refusal.message == f"“{measure}”两头的引号是全角的，会算作内容；改成半角引号，或删去引号"
    unit = {"name": measure.replace("个", "区水利局"), "aliases": [measure.replace("个", "水利局")]}
    assert [found.place.path for found in validated(Unit, unit, HERE)[1]] == [("name",), ("aliases", 0)]


@pytest.mark.parametrize("measure", ["个", "“双招双引”项目", "%", "“"])
def test_quotes_within_are_part_of_a_measure(measure: str) -> None:
    target, refusals = validated(Target, {**TARGET, "unit_measure": measure}, HERE)
    assert (target and target.unit_measure, refusals) == (measure, [])
