"""A file without what nobody asks for: what is hidden comes back byte for byte, wherever the rest was edited."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.registry.abridging import Abridged, abridge, restore, spans, task_of
from dcgd.registry.load import read
from dcgd.source.edit import append
from partly import FILES, Sides

LINES = st.lists(st.sampled_from(["a: 1\n", "  - b\n", "\n", "# c\n", "中：文\n"]), min_size=1, max_size=12)


def hidden_in(text: bytes, lines: list[str], odd: bool) -> Abridged:
    """A text with every other run of lines hidden."""
    places, at = [], 0
    for number, line in enumerate(lines):
        end = at + len(line.encode())
        if number % 2 == odd:
            places.append((at, end))
        at = end
    return abridge(len(text), places, "abc", lambda start, end: text[start:end])


@given(LINES, st.booleans())
def test_what_is_hidden_comes_back(lines: list[str], odd: bool) -> None:
    text = "".join(lines).encode()
    abridged = hidden_in(text, lines, odd)
    assert restore(abridged, abridged.data, text) == text
    shown = [line for number, line in enumerate(lines) if number % 2 != odd]
    assert [line for line in abridged.data.decode().splitlines(True) if "hidden abc" not in line] == shown


@given(LINES, st.booleans(), st.data())
def test_a_line_put_in_stands_in_the_whole_where_it_stood(lines: list[str], odd: bool, data: st.DataObject) -> None:
    text = "".join(lines).encode()
    abridged = hidden_in(text, lines, odd)
    there = abridged.data.splitlines(keepends=True)
    place = data.draw(st.integers(0, len(there)))
    whole = restore(abridged, b"".join([*there[:place], b"new\n", *there[place:]]), text)
    assert whole is not None
    assert whole.replace(b"new\n", b"", 1) == text
    before = sum(gap.line in there[:place] for gap in abridged.hidden)
    assert whole.index(b"new\n") == len(b"".join(there[:place])) + sum(
        gap.end - gap.start - len(gap.line) for gap in abridged.hidden[:before]
    )


@pytest.mark.parametrize("spoil", [lambda line: b"", lambda line: line + line, lambda line: b"x" + line])
def test_a_text_that_has_not_every_hidden_line_once_is_none(spoil: object) -> None:
    text = b"a\nb\nc\n"
    abridged = hidden_in(text, ["a\n", "b\n", "c\n"], odd=True)
    line = abridged.hidden[0].line
    assert callable(spoil)
    assert restore(abridged, abridged.data.replace(line, spoil(line)), text) is None


@pytest.mark.parametrize("places", [[(1, 4)], [(0, 3)], [(2, 2)], [(2, 4), (0, 2)], [(4, 9)]])
def test_only_whole_lines_are_hidden(places: list[tuple[int, int]]) -> None:
    text = b"a\nb\nc\n"
    with pytest.raises(ValueError, match="-"):
        abridge(len(text), places, "abc", lambda start, end: text[start:end])


def test_every_task_and_record_is_known_by_its_lines(tmp_path: Path) -> None:
    sides = Sides(tmp_path)
    reading = read(sides.part, "")
    placed = list(spans(reading.registry, reading.parsed, lambda name, data: b"".join(data) == FILES[name].encode()))
    of_records = [(span.file, span.task, span.id) for span in placed if not span.file.startswith("tasks")]
    assert of_records == [
        *[("progress/2023-06.yaml", task, None) for task in (1, 2, 1, 2, 4)],
        *[("progress/2023-09.yaml", task, None) for task in (1, 3)],
        *[("problems.yaml", task, f"WT-2023-00{count}") for task, count in ((1, 1), (3, 3), (4, 2))],
        *[("notices.yaml", task, f"DB-2023-00{count}") for task, count in ((1, 1), (4, 2))],
        *[("requests.yaml", task, f"YQ-2023-00{count}") for task, count in ((1, 1), (3, 2))],
    ]
    for span in placed:
        first = FILES[span.file].encode()[span.start : span.end].decode()
        assert first.lstrip(" ").startswith("- ")
        assert first.endswith("\n") or span.end == len(FILES[span.file].encode())
    in_one_line = append("", "reports", {"task": 4, "date": "2023-06-30", "percent": 4}).replace("\n  - ", " [") + "]"
    (sides.part / "progress/2023-06.yaml").write_text(in_one_line, encoding="utf-8")
    again = read(sides.part, "")
    assert not [span for span in spans(again.registry, again.parsed, lambda *_: True) if "06" in span.file]


@pytest.mark.parametrize(
    ("subject", "task"),
    [("5-1", 5), ("5-m1", 5), ("5", 5), ("5-1@柳园街道", 5), ("５－１", 5), ("x", None), ("", None)],
)
def test_the_task_that_an_id_belongs_to(subject: str, task: int | None) -> None:
    assert task_of(subject) == task
