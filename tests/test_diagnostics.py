"""Problems as values, and the catalogue of all of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.catalogue import Entry, entries, severity
from dcgd.diagnostics import Diagnostic, Severity, has_errors, in_order

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


@pytest.mark.parametrize("entry", entries().values(), ids=lambda entry: entry.code)
def test_an_entry_says_in_chinese_what_is_wrong_and_shows_it(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.code)
    for text in (entry.title, entry.meaning):
        assert re.search("[\u4e00-\u9fff]", text) or "BOM" in text
    assert entry.wrong
    assert entry.right
    assert entry.wrong != entry.right


def test_a_code_has_one_entry_and_one_weight() -> None:
    assert len(entries()) >= 50
    assert severity("bom") is Severity.WARNING
    assert severity("unused-unit") is Severity.INFO
    with pytest.raises(KeyError):
        severity("no-such-code")


def test_severities_in_chinese() -> None:
    assert [each.chinese for each in Severity] == ["错误", "警告", "提示"]
