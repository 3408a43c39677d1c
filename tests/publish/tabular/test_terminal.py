"""A person's table: fits the terminal, aligned in Chinese, data is never markup."""

import io
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcgd.publish.table import Column, Table, cell
from dcgd.publish.tabular.terminal import print_table

COLUMNS = (
    Column("number", "序号", number=True, narrow=True),
    Column("light", "灯", narrow=True),
    Column("title", "任务"),
    Column("leads", "牵头单位"),
)
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def drawn(*rows: dict[str, object], columns: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    assert print_table(Table(COLUMNS, rows), out, columns=columns, colour=colour) == len(rows)
    return out.getvalue()


ROW = {"number": 5, "light": "红", "title": "壮大科技型企业群体", "leads": ["区科学技术局", "区财政局"]}


def test_a_table() -> None:
    assert drawn(ROW).split("\n") == [
        "序号  灯  任务                牵头单位",
        "─" * 52,
        "   5  红  壮大科技型企业群体  区科学技术局、区财政局",
        "",
    ]


def test_a_title_wider_than_its_column_is_wrapped_not_cut() -> None:
    columns = tuple(Column(key, f"{key}的任务") for key in ("牵头", "参与"))
    out = io.StringIO()
    print_table(Table(columns, [{"牵头": "1、2", "参与": "3"}]), out, columns=18, colour=False)
    assert out.getvalue().splitlines() == ["牵头的任  参与的任", "务        务", "─" * 18, "1、2      3"]


def test_no_rows_are_no_table() -> None:
    assert drawn() == ""


@pytest.mark.parametrize("text", ["[red]甲[/red]", "[/y]", "[link=x]甲[/link]", ":smile:", "[甲乙]", "\\[x]"])
def test_data_is_never_markup(text: str) -> None:
    assert text in drawn({**ROW, "title": text})


def test_lights_are_coloured_only_if_asked() -> None:
    assert not ESCAPES.search(drawn(ROW))
    coloured = drawn(ROW, colour=True)
    assert "\x1b[1;31m红" in coloured
    assert [line.rstrip() for line in ESCAPES.sub("", coloured).split("\n")] == drawn(ROW).split("\n")


def narrow(text: str) -> int:
    """Columns on most terminals: “ and ” take one there, although they may take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


WORDS = st.text(st.sampled_from("区水利局发展改革委员会，。、（）“”abc 012[]/:\x1b\t😀é"), max_size=80)
ROWS = st.fixed_dictionaries(
    {"number": st.integers(0, 999), "light": st.just("红"), "title": WORDS, "leads": st.lists(WORDS, max_size=4)}
)


@given(st.lists(ROWS, min_size=1, max_size=4), st.integers(40, 120))
@settings(max_examples=30, deadline=None)
def test_it_fits_and_shows_everything(rows: list[dict[str, object]], columns: int) -> None:
    text = drawn(*rows, columns=columns)
    lines = text.split("\n")
    assert all(narrow(line) <= columns for line in lines)
    assert "\x1b" not in text
    shown = sorted("".join("".join(lines[2:]).split()))
    expected = sorted("".join("".join(cell(value) for row in rows for value in row.values()).split()))
    assert shown == expected


def test_cells_of_a_column_begin_at_the_same_place() -> None:
    lines = drawn(*({**ROW, "title": title} for title in ("甲", "ab", "“甲”", "甲乙丙丁"))).split("\n")[2:-1]
    assert len({narrow(line[: line.index("区科")]) for line in lines}) == 1


COUNTS = (
    Column("unit", "单位"),
    *(Column(light, f"{light}灯的数目", number=True, narrow=True) for light in "红黄蓝绿"),
)


def test_on_a_terminal_too_narrow_for_its_columns_each_row_is_a_paragraph() -> None:
    rows = [{"unit": "区科学技术局", **dict.fromkeys("红黄蓝绿", 12)}, {"unit": "区水利局", "红": 1, "绿": None}]
    out = io.StringIO()
    assert print_table(Table(COUNTS, rows), out, columns=40, colour=False) == 2
    assert out.getvalue().splitlines() == [
        "区科学技术局",
        "  红灯的数目 12  黄灯的数目 12",
        "  蓝灯的数目 12  绿灯的数目 12",
        "区水利局",
        "  红灯的数目 1",
    ]


@given(st.lists(ROWS, min_size=1, max_size=4), st.integers(16, 120))
@settings(max_examples=30, deadline=None)
def test_no_table_is_wider_than_the_terminal(rows: list[dict[str, object]], columns: int) -> None:
    wider = (*COLUMNS, *COUNTS, Column("title", "说明", beneath=True))
    out = io.StringIO()
    print_table(
        Table(wider, [{**row, "红": 1, "黄": 20, "蓝": 300} for row in rows]), out, columns=columns, colour=False
    )
    assert all(narrow(line) <= columns for line in out.getvalue().split("\n"))
