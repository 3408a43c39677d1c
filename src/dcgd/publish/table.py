"""The projection behind all formats, and the formats that need no library."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TextIO

from dcgd.publish.tabular.formats import Format, Header
from dcgd.unseen import unseen, without_unseen

Row = dict[str, Any]


class Column(NamedTuple):
    """A column: the key of its values, its Chinese title, and the Chinese words for values that are codes."""

    key: str
    title: str
    words: Mapping[str, str] = {}
    number: bool = False
    narrow: bool = False
    """Whether the column keeps its width when the terminal is narrow."""
    join: str = "、"
    """What stands between the parts of a list."""
    beneath: bool = False
    """Whether a terminal too narrow for it shows the column beneath each row, one line for each part of a list."""
    parts: tuple[str, ...] = ()
    """Of a list of records: the keys by the first of which that says something each of them is shown."""

    def value(self, row: Row) -> Any:
        """What a row has in this column, each record of a list by what it is shown by."""
        value = row.get(self.key)
        if not self.parts or not value:
            return value
        return [next((record[key] for key in self.parts if record[key]), "") for record in value]

    def text(self, row: Row) -> str:
        """A row's cell in this column, for a person."""
        return cell(self.value(row), self.words, self.join)


class Table(NamedTuple):
    """Columns for people and pipes; rows that may hold more keys than that, all of which JSON and YAML show."""

    columns: tuple[Column, ...]
    rows: Iterable[Row]


def cell(value: Any, words: Mapping[str, str] | None = None, join: str = "、") -> str:
    """A value as one line of text, blanks for what cannot be seen; between the parts of a list stands `join`."""
    if value is None:
        return ""
    if isinstance(value, str):
        return without_unseen(words.get(value, value) if words else value, " ")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return join.join([cell(item, words) for item in value])
    if isinstance(value, dict):
        return "，".join(f"{key}={cell(item)}" for key, item in value.items())
    return str(value)


def visible(json: str) -> str:
    """JSON in which what cannot be seen stands as `\\u009b`: `json` itself escapes only what JSON demands."""
    hidden = unseen(json) - {"\n"}
    return json.translate({ord(character): _escaped(character) for character in hidden}) if hidden else json


def _escaped(character: str) -> str:
    data = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


def live(text: str) -> bool:
    """Whether Excel or WPS would take a text for a formula."""
    return text.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def harmless(text: str) -> str:
    """Text for a cell of a spreadsheet: what would be a formula gets an apostrophe in front."""
    return "'" + text if live(text) else text


def _harmless(column: Column, row: Row) -> str:
    text = column.text(row)
    return harmless(text) if isinstance(row.get(column.key), str | list) else text


def write(table: Table, form: Format, out: TextIO, *, bom: bool = False, header: Header | None = None) -> int:
    """Write a table in one of the formats of text to `out`; returns how many rows there were.

    `header`: what heads TSV, by default the keys, with codes below, and CSV, by default the titles, with words below.
    """
    writer = _WRITERS[form]
    if form is Format.TSV and header is Header.CHINESE:
        writer = _tsv_in_words
    elif form is Format.CSV and header is Header.CODE:
        table = Table(tuple(Column(column.key, column.key, join=column.join) for column in table.columns), table.rows)
    counted = _Counted(table.rows)
    if bom and form is Format.CSV:
        out.write("\ufeff")
    writer(Table(table.columns, counted), out)
    return counted.count


class _Counted:
    """Rows that are counted as they pass, so that they need not be kept."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def _tsv(table: Table, out: TextIO) -> None:
    columns = table.columns
    out.write("\t".join([column.key for column in columns]) + "\n")
    for row in table.rows:
        out.write("\t".join([cell(column.value(row), join=column.join) for column in columns]) + "\n")


def _tsv_in_words(table: Table, out: TextIO) -> None:
    out.write("\t".join([cell(column.title) for column in table.columns]) + "\n")
    for row in table.rows:
        out.write("\t".join([column.text(row) for column in table.columns]) + "\n")


def _csv(table: Table, out: TextIO) -> None:
    import csv

    writer = csv.writer(out, lineterminator="\n" if out is sys.stdout else "\r\n")
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([_harmless(column, row) for column in table.columns])


def _json(table: Table, out: TextIO) -> None:
    import json

    first = True
    for row in table.rows:
        out.write("[\n" if first else ",\n")
        out.write("  " + visible(json.dumps(row, ensure_ascii=False)))
        first = False
    out.write("[]\n" if first else "\n]\n")


def _yaml(table: Table, out: TextIO) -> None:
    write_yaml(list(table.rows), out)


def write_yaml(value: Any, out: TextIO) -> None:
    """Plain data as YAML; a word of a closed set is text. Escaped is what cannot be seen, or `out` cannot hold."""
    import yaml

    def as_it_is(text: str) -> bool:
        return not unseen(text) - {"\n"} and _holds(out.encoding or "utf-8", text)

    class Dumper(yaml.SafeDumper):
        def choose_scalar_style(self) -> Any:
            return super().choose_scalar_style() if as_it_is(getattr(self.event, "value", "")) else '"'

        def write_double_quoted(self, text: str, split: bool = True) -> None:
            self.allow_unicode = as_it_is(text)
            super().write_double_quoted(text, split)

    Dumper.add_multi_representer(str, yaml.SafeDumper.represent_str)
    yaml.dump(value, out, Dumper, allow_unicode=True, sort_keys=False, width=10**6)


def _holds(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _tabulated(table: Table, out: TextIO, style: str) -> None:
    import tabulate

    escape = style == "pipe"
    rows = [
        [markdown_text(column.text(row)) if escape else column.text(row) for column in table.columns]
        for row in table.rows
    ]
    tabulate.PRESERVE_WHITESPACE = True
    aligned = ["right" if column.number else "left" for column in table.columns]
    titles = [column.title for column in table.columns]
    out.write(
        tabulate.tabulate(rows, titles, tablefmt=style, disable_numparse=True, colalign=aligned if rows else None)
    )
    out.write("\n")


_MARKUP = (
    r"(?<=@)(?=[a-z0-9_.-])|(?<=#)(?=[0-9])|(?<=\bgh-)(?=[0-9])"
    r"|[\\`*_{}\[\]<>#|~$]|(?<=[a-z]):(?=//)|(?<=www)\."
)
_APART = "<!-- -->"
"""Shows nothing. Addresses of e-mail, @somebody and #1 are made links when escapes have been read: only this helps."""


def markdown_text(text: str) -> str:
    """Text whose every character is meant as it stands in Markdown: no markup or HTML, no address or name links."""
    plain = text.replace("&", "&amp;")
    return re.sub(_MARKUP, lambda match: "\\" + match[0] if match[0] else _APART, plain, flags=re.IGNORECASE)


def _plain(table: Table, out: TextIO) -> None:
    _tabulated(table, out, "plain")


def _markdown(table: Table, out: TextIO) -> None:
    _tabulated(table, out, "pipe")


_WRITERS = {
    Format.TSV: _tsv,
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.YAML: _yaml,
    Format.PLAIN: _plain,
    Format.MARKDOWN: _markdown,
}
