"""Bytes of a YAML file in, data and diagnostics out, whatever the bytes are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yaml.nodes import Node, ScalarNode

from dcgd.source import tree
from dcgd.source.parsed import Parsed, parse
from dcgd.source.tree import MOST_DEPTH

ROOT = Path(__file__).resolve().parents[2]
SOUND = [
    (ROOT / "tests/examples/base/tasks.yaml").read_text(encoding="utf-8"),
    "\n".join((ROOT / "data/units.yaml").read_text(encoding="utf-8").split("\n")[:40]) + "\n",
]
SLIPS = (
    *"\t：，、［］【】　\"'[]{}|>#%@`&*!?:-\\~\n\r\0\ufeff\u2028\x85\u202e😀",
    "\r\n", "- ", ": ", "---\n", "...\n", "&a ", "*a", "!x ", "<<: ", "? ", "\u00a0", "\u3000\u3000",
)  # fmt: skip


def codes(parsed: Parsed) -> list[tuple[int, int, str]]:
    return [(diagnostic.line, diagnostic.column, diagnostic.code) for diagnostic in parsed.diagnostics]


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A sound file with some slips typed into it, and some of it deleted or repeated."""
    text = draw(st.sampled_from(SOUND))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        size = draw(st.integers(0, 30))
        change = draw(st.sampled_from(["type", "delete", "repeat"]))
        if change == "type":
            text = text[:at] + draw(st.sampled_from(SLIPS)) + text[at:]
        elif change == "delete":
            text = text[:at] + text[at + size :]
        else:
            text = text[: at + size] + text[at:]
    return text


def assert_told_inside(data: bytes) -> None:
    parsed = parse(data, "x.yaml")
    lines = parsed.text.split("\n")
    for diagnostic in parsed.diagnostics:
        assert 1 <= diagnostic.line <= len(lines), diagnostic
        assert 1 <= diagnostic.column <= len(lines[diagnostic.line - 1]) + 1, diagnostic
        assert diagnostic.file == "x.yaml"
    assert parsed.data is not None or parsed.diagnostics, "nothing read and nothing said"
    for place in (("sections", 0, "tasks", 0, "leads", 0), ("units", 3, "name"), ("nothing",), (7, "x")):
        position = parsed.position(place)
        assert 1 <= position.line <= len(lines)


@given(spoiled())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_spoiled_file_never_raises_and_its_positions_lie_inside(text: str) -> None:
    assert_told_inside(text.encode("utf-8", "replace"))


@given(spoiled(), st.sampled_from(["gb18030", "utf-16", "utf-16-be", "utf-8-sig"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_nor_in_another_encoding(text: str, encoding: str) -> None:
    assert_told_inside(text.encode(encoding, "replace"))


@given(st.binary(max_size=200))
def test_random_bytes_never_raise(data: bytes) -> None:
    assert_told_inside(data)


@given(spoiled())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_what_libyaml_says_is_told_in_chinese(text: str) -> None:
    for diagnostic in parse(text.encode("utf-8", "replace"), "x.yaml").diagnostics:
        if diagnostic.code == "yaml-syntax":
            words = diagnostic.message.replace("YAML", "").replace("Tab", "")
            assert not any(letter.isascii() and letter.isalpha() for letter in words), diagnostic


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "a:\n" + " " * 50 + "- " * 50_000]
)
def test_a_hundred_thousand_levels_are_one_error(text: str) -> None:
    parsed = codes(parse(text.encode(), "x.yaml"))
    assert [code for _, _, code in parsed] == ["yaml-syntax"]


def test_the_deepest_that_is_read() -> None:
    deepest = "[" * MOST_DEPTH + "]" * MOST_DEPTH
    assert codes(parse(deepest.encode(), "x")) == []
    assert [code for _, _, code in codes(parse(f"[{deepest}]".encode(), "x"))] == ["yaml-syntax"]


def test_aliases_do_not_grow() -> None:
    """Nine levels of nine aliases would be 387,420,489 items."""
    text = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{key}: &{key} [{', '.join(['*' + before] * 9)}]\n" for before, key in zip("abcdefgh", "bcdefghi", strict=True)
    )
    parsed = parse(text.encode(), "x")
    assert parsed.data == dict.fromkeys("abcdefghi")
    assert {code for _, _, code in codes(parsed)} == {"yaml-anchor"}


def test_an_alias_of_what_it_stands_in() -> None:
    assert codes(parse(b"&a [*a]", "x")) == [(1, 1, "yaml-anchor")]


def test_recovery_leaves_out_the_broken_item_and_reads_the_others() -> None:
    parsed = parse('units:\n  - name: 甲\n  - name: "乙\n    note: 丙\n  - name: 丁\n'.encode(), "x")
    assert parsed.data == {"units": [{"name": "甲"}, {"name": "丁"}]}
    assert codes(parsed) == [(3, 11, "yaml-syntax")]
    assert parsed.position(("units", 1, "name")) == (5, 11)
    assert "乙" in parsed.lost[0]


def test_several_broken_items_are_told_at_once() -> None:
    text = "units:\n" + "".join(f"  - name: {name}\n" for name in ("甲", '"乙', "丙", "丁: 戊", "己", "[庚", "辛"))
    parsed = parse(text.encode(), "x")
    assert parsed.data == {"units": [{"name": name} for name in "甲丙己辛"]}
    assert [(line, code) for line, _, code in codes(parsed)] == [
        (3, "yaml-syntax"),
        (5, "yaml-syntax"),
        (7, "yaml-syntax"),
    ]


def test_a_list_out_of_place_is_one_error_not_one_an_item() -> None:
    text = "units: []\n" + "".join(f"  - name: 单位{number}\n" for number in range(20))
    parsed = codes(parse(text.encode(), "x"))
    assert [code for _, _, code in parsed] == ["yaml-syntax"]


def test_positions_count_characters_not_bytes() -> None:
    parsed = parse('a: "😀区", b: 1\n'.encode(), "x")
    assert codes(parsed) == [(1, 8, "yaml-syntax")]
    sound = parse("区😀: {甲: 1, 乙: 2}\n".encode(), "x")
    assert sound.position(("区😀", "乙")) == (1, 15)
    assert sound.position(("区😀", "乙"), of_key=True) == (1, 12)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("010", "010"), ("1:30", "1:30"), ("no", "no"), ("on", "on"), ("1_000", "1_000"), ("0x1f", "0x1f"),
        ("2023-02-30", "2023-02-30"), ("2023-06-30", "2023-06-30"), (".inf", ".inf"), ("1e3", "1e3"), ("+5", "+5"),
        ("True", "True"), ('"15"', "15"), ("'true'", "true"), ("15", 15), ("-3", -3), ("true", True), ("false", False),
        ("null", None), ("~", None), ("", None), ("9" * 30, "9" * 30),
    ],
)  # fmt: skip
def test_only_plain_numbers_and_three_words_are_more_than_text(written: str, value: object) -> None:
    assert parse(f"key: {written}\n".encode(), "x").data == {"key": value}


def test_decimals_are_exact() -> None:
    assert str(parse(b"key: 4.10\n", "x").data["key"]) == "4.10"


def test_the_pure_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML may come without libyaml; positions and data do not depend on it."""
    import yaml

    class Slow(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer):
        resolve = tree._Composer.resolve
        descend_resolver = tree._Composer.descend_resolver
        ascend_resolver = tree._Composer.ascend_resolver
        _depth = 0

        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)
            yaml.composer.Composer.__init__(self)

    quick = [parse(text.encode(), "x") for text in SOUND]
    monkeypatch.setattr(tree, "_Composer", Slow)
    for text, expected in zip(SOUND, quick, strict=True):
        parsed = parse(text.encode(), "x")
        assert parsed.data == expected.data
        assert parsed.position(("units", 2, "aliases", 0)) == expected.position(("units", 2, "aliases", 0))
        assert parsed.diagnostics == expected.diagnostics == []


def test_a_file_of_many_block_scalars_is_read_in_no_time() -> None:
    """The work grows with the text, not with its square: this took minutes once."""
    text = "reports:\n" + "  - note: |\n      甲：乙\n" * 20_000
    parsed = parse(text.encode(), "x")
    assert len(parsed.data["reports"]) == 20_000
    assert parsed.diagnostics == []


def paths(data: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in plain data."""
    yield before
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from paths(value, (*before, step))


def given_up(node: Any) -> int:
    """How many list items of a tree have no nodes any more."""
    if isinstance(node, tree.Folded):
        return 1
    if isinstance(node, tuple | list):
        return sum(map(given_up, node))
    return given_up(node.value) if isinstance(node, Node) and not isinstance(node, ScalarNode) else 0


ODD_PLACES = """\
# A list item on lines of its own, one in braces, one with blocks of text, one in a list in a list.
list:
-
  a: 1
- {b: 2,
   c: [{d: 3}, {e: 4}]}
-   f: |2
        two deep
      less
    g: >-
      folded

      text
- - h: 5
    i: 6
  - j: 7
- k:
  - l: 8
  - "m": 9
- n: 10
"""


@pytest.mark.parametrize(
    "text", [ODD_PLACES, (ROOT / "data/tasks.yaml").read_text(encoding="utf-8")], ids=["odd", "real"]
)
def test_a_place_is_where_the_nodes_of_the_whole_text_have_it(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nodes of a list's items are given up as they are read, and composed again when a place is asked for."""
    folded = parse(text.encode(), "tasks.yaml")
    monkeypatch.setattr(tree, "MOST_FOLDED", 0)
    whole = parse(text.encode(), "tasks.yaml")
    assert folded.data == whole.data
    assert not whole.diagnostics
    assert given_up(folded.root) > given_up(whole.root) == 0
    for path in paths(whole.data):
        for of_key in (False, True):
            assert folded.position(path, of_key=of_key) == whole.position(path, of_key=of_key), path


def test_an_item_with_an_alias_keeps_its_nodes() -> None:
    parsed = parse(b"list:\n- a: &x 1\n- b: 2\n  c: *x\n- d: 3\n", "tasks.yaml")
    assert parsed.position(("list", 1, "c")) == (2, 6)
    assert parsed.position(("list", 2, "d")) == (5, 6)
    assert set(codes(parsed)) == {(2, 6, "yaml-anchor")}


def test_an_alias_of_an_alias_in_list_items_is_no_bomb() -> None:
    rows = "\n".join(f"- !t &a{n} {{x: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 30))
    parsed = parse(f"list:\n- !t &a0 {{x: 0}}\n{rows}\n- end: 1\n".encode(), "tasks.yaml")
    assert {code for _line, _column, code in codes(parsed)} == {"yaml-anchor", "yaml-tag"}
    assert len(str(parsed.data)) < 10_000


@given(spoiled())
def test_a_spoiled_text_is_read_the_same_with_its_nodes_given_up(text: str) -> None:
    folded = parse(text.encode("utf-8", "surrogatepass"), "tasks.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "MOST_FOLDED", 0)
        whole = parse(text.encode("utf-8", "surrogatepass"), "tasks.yaml")
    assert folded.data == whole.data
    assert sorted(codes(folded)) == sorted(codes(whole))
    for path in paths(whole.data):
        assert folded.position(path) == whole.position(path), path
