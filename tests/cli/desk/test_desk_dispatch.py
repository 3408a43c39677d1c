"""The month of docs/dispatch.md at the desk and with the commands: the same YAML, byte for byte but for times."""

import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.desk.deeds import DEEDS
from dcgd.cli.desk.forms import Field, fields_of
from desks import Client, downloads, timeless, yaml_of
from readme import ROOT, shown
from workbook_forms import workbook_with

Call = Callable[..., Any]
DATA = "examples/yunxi-2025"


def month() -> Iterator[list[str]]:
    """The commands of the document that write to the example, as words behind `dcgd`."""
    for line in shown(ROOT / "docs/dispatch.md"):
        words = shlex.split(line.command)
        if words[0] == "dcgd" and line.mark != "manual" and words[-2:] == ["--data", DATA]:
            yield words[1:-2]


def fields_filled(words: Sequence[str], fields: Sequence[Field]) -> dict[str, list[str]]:
    """The fields that the words of a command fill in."""
    by_option = {field.option: field for field in fields if field.option and not field.is_switch}
    by_option |= {offer.value: field for field in fields if field.is_switch for offer in field.offers}
    places = [field for field in fields if not field.option]
    filled: dict[str, list[str]] = {}
    rest = iter(words)
    for word in rest:
        field = by_option.get(word)
        if field is None:
            field = places[0] if places[0].is_several else places.pop(0)
            filled.setdefault(field.name, []).append(word)
        elif field.is_switch or field.is_flag:
            filled[field.name] = [word]
        else:
            filled.setdefault(field.name, []).append(next(rest))
    return filled


@pytest.mark.slow
def test_the_month_of_the_document_comes_to_the_same(
    desk: Client, data: Path, example: Path, tmp_path: Path, call: Call
) -> None:
    played = []
    sent: dict[str, bytes] = {}
    for words in month():
        path = "/".join(words[:2])
        if words[:2] == ["progress", "template"]:
            call(*words, "--data", str(example))
            made = desk.send("do/progress/template", {"period": "2025-09"})
            sent = {name: content for name, content in downloads(desk, made).items() if name.startswith("区卫生健康局")}
            assert sorted(path.name for path in (tmp_path / "9月发").iterdir()) == sorted(downloads(desk, made))
            sent = {name: workbook_with(content, {"12-1": 3.4}) for name, content in sent.items()}
            for name, content in sent.items():
                (tmp_path / "9月发" / name).write_bytes(content)
            continue
        if words[:2] == ["progress", "collect"] and "--dry-run" not in words:
            desk.confirm(desk.upload("collect", sent, period="2025-09"))
        elif path in DEEDS:
            fields = fields_of(DEEDS[path].command, [str(data)], DEEDS[path].names)
            assert "写好了" in desk.do(path, **fields_filled(words[2:], fields)).text, words
        done = call(*words, "--data", str(example))
        assert done.returncode in (0, 1), (words, done.stderr)
        played.append(path)
    assert len([path for path in played if path in DEEDS]) >= 12
    assert "progress/collect" in played
    assert timeless(yaml_of(data)) == timeless(yaml_of(example))
    assert yaml_of(data) != yaml_of(ROOT / DATA), "something was written"


def test_what_differs_but_for_times_is_seen() -> None:
    assert timeless({"a": "{value: 1, recorded: 2025-01-01T00:00:00+08:00}"}) != timeless(
        {"a": "{value: 2, recorded: 2025-01-01T00:00:00+08:00}"}
    )
    assert re.search("recorded", timeless({"a": "{recorded: 2025-01-01T00:00:00+08:00}"})["a"])
