"""Problems as values, and the codes of all of them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd import diagnostics
from dcgd.diagnostics import Code, Diagnostic, Place, Severity, has_errors, in_order
from dcgd.registry.codes import all_codes

DIAGNOSTICS = st.builds(
    Diagnostic,
    file=st.sampled_from(["tasks.yaml", "units.yaml"]),
    line=st.integers(1, 3),
    column=st.integers(1, 3),
    severity=st.sampled_from(list(Severity)),
    code=st.sampled_from(["bom", "crlf"]),
    message=st.sampled_from(["甲", "乙"]),
)


@given(st.lists(DIAGNOSTICS), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_finding(found: list[Diagnostic], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ordered = in_order(found)
    key = [(each.file, each.line, each.column, each.code, each.message) for each in ordered]
    assert key == sorted(key)
    assert [key[:5] for key in in_order(shuffled)] == [key[:5] for key in ordered]
    assert len(ordered) == len(set(found))


@given(st.lists(DIAGNOSTICS))
def test_only_errors_make_a_registry_invalid(found: list[Diagnostic]) -> None:
    assert has_errors(found) == any(each.severity is Severity.ERROR for each in found)


@pytest.mark.parametrize("code", all_codes().values(), ids=lambda code: code.slug)
def test_a_code_says_in_chinese_what_is_wrong_and_shows_it(code: Code) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.slug)
    for text in (code.title, code.meaning, code.mend):
        assert re.search("[\u4e00-\u9fff]", text) or "BOM" in text
    assert code.wrong
    assert code.right
    assert code.wrong != code.right


def test_every_code_that_stands_in_the_source_is_listed_once() -> None:
    source = Path(diagnostics.__file__).parent
    defined = [
        slug
        for path in source.rglob("*.py")
        for slug in re.findall(r'= Code\(\s*"([a-z0-9-]+)"', path.read_text("utf-8"))
    ]
    assert sorted(defined) == sorted(all_codes())
    assert len(defined) >= 50


def test_a_finding_is_a_code_at_a_place() -> None:
    code = all_codes()["bom"]
    place = Place("tasks.yaml", ("sections",)).at(0, "title")
    assert code.at(place, "甲", "乙") == (code, Place("tasks.yaml", ("sections", 0, "title")), "甲", "乙", False)
    assert code.at_key(place, "甲").of_key


def test_severities_in_chinese() -> None:
    assert [each.chinese for each in Severity] == ["错误", "警告", "提示"]
