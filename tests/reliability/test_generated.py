"""Registries made by a grammar: the sound pass, the spoiled are told of, what is written is read as it was."""

import copy
import json
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from dcgd.diagnostics import Place, Severity
from dcgd.model import Report, Unit
from dcgd.naming import chinese_number
from dcgd.registry.load import Reading, read
from dcgd.registry.schema import SchemaName, schema
from dcgd.registry.validation import validated
from dcgd.source.edit import flow_text
from dcgd.source.parsed import parse
from dcgd.unseen import unseen
from texts import SEEN

NOWHERE = Path("nowhere")
MEASURES = ("家", "个", "万元", "%", "公里")
WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "Nd")).filter(lambda c: not unseen(c)), min_size=1, max_size=6
).map(lambda word: "甲" + word)
PHONES = st.sampled_from([13000000000, "0635-8000000", "+86 130 0000 0000", "（0635）8000000转12"])
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64).filter(lambda text: not text.isdigit())
VOID = {"action": "withdraw", "date": "2023-07-11", "by": "甲", "note": "错"}
DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31))


@st.composite
def targets(draw: st.DrawFn, number: int, index: int) -> dict[str, Any]:
    value, measure = draw(st.integers(1, 9999)), draw(st.sampled_from(MEASURES))
    kind = draw(st.sampled_from(["cumulative", "level", "standing"]))
    comparator, ending = draw(st.sampled_from([("at_least", "以上"), ("about", "左右")]))
    name = f"新增{index}号项目"
    found = {"id": f"{number}-{index}", "indicator": name, "kind": kind, "comparator": comparator, "value": value,
             "unit_measure": measure, "quote": f"{name}{value}{measure}{ending}"}  # fmt: skip
    if draw(st.booleans()):
        found["due"] = draw(DAYS).isoformat()
    return found


@st.composite
def registries(draw: st.DrawFn) -> dict[str, Any]:
    """The files of a sound registry as data, by their names."""
    names = [f"区{word}{index}局" for index, word in enumerate(draw(st.lists(WORDS, min_size=1, max_size=4)))]
    sections, number, reports = [], 0, list[dict[str, Any]]()
    for place in range(1, draw(st.integers(1, 3)) + 1):
        tasks = []
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            items = [draw(targets(number, index)) for index in range(1, draw(st.integers(0, 3)) + 1)]
            text = f"任务{draw(WORDS)}。" + "".join(f"{item['quote']}。" for item in items)
            tasks.append({"number": number, "title": draw(WORDS), "text": text, "leads": [draw(st.sampled_from(names))],
                          "targets": items})  # fmt: skip
            reports += [{"target": item["id"], "date": "2023-06-30", "value": draw(st.integers(0, 99)),
                         "note": draw(WORDS)}
                        for item in items]  # fmt: skip
        sections.append({"number": chinese_number(place), "title": draw(WORDS), "tasks": tasks})
    people = [{"name": f"{draw(WORDS)}{index}", "unit": names[0], "phone": draw(PHONES), "email": "a@example.cn"}
              for index in range(draw(st.integers(0, 2)))]  # fmt: skip
    items = [report["target"] for report in reports]
    asked = [{"id": f"YQ-2023-{place:03d}", "subject": item, "field": "due", "to": draw(DAYS).isoformat(),
              "steps": [{"action": "ask", "date": "2023-05-01", "by": names[0], "note": draw(WORDS)},
                        {"action": draw(st.sampled_from(["refuse", "withdraw"])), "date": "2023-06-01", "by": "甲"}]}
             for place, item in enumerate(items[:2], 1)]  # fmt: skip
    papers = [{"kind": draw(st.sampled_from(["bulletin", "ledger"])), "number": f"甲〔2023〕{place}号",
               "period": "2023-06", "as_of": "2023-06-30", "issued": "2023-07-10", "to": draw(WORDS),
               "facts": draw(DIGESTS), "steps": [dict(VOID)] if draw(st.booleans()) else []}
              for place in range(1, draw(st.integers(0, 3)) + 1)]  # fmt: skip
    document = {"number": "甲政字〔2023〕1号", "title": "甲", "issuer": "甲", "issued": "2023-01-01",
                "start": "2023-01-01", "due": "2023-12-31"}  # fmt: skip
    return {
        "tasks.yaml": {"document": document, "sections": sections},
        "units.yaml": {"units": [{"name": name} for name in names]},
        "progress/2023-06.yaml": {"reports": reports},
        "people.yaml": {"people": people},
        "requests.yaml": {"requests": asked},
        "papers.yaml": {"papers": papers},
    }


def written(data: Any, style: bool | None = None) -> bytes:
    """Data as YAML; dates bare, as people write them."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=style, width=10**6)
    return re.sub(r"'(\d{4}-\d{2}-\d{2})'", r"\1", text).encode()


def loaded(files: dict[str, bytes]) -> Reading:
    def content(path: Path) -> bytes:
        name = path.relative_to(NOWHERE).as_posix()
        if name not in files:
            raise FileNotFoundError(name)
        return files[name]

    return read(NOWHERE, "", read_bytes=content, also=tuple(files))


def serious(reading: Reading) -> list[str]:
    return [f"{each.file}:{each.line} {each.code} {each.message}" for each in reading.diagnostics
            if each.severity is Severity.ERROR]  # fmt: skip


@given(registries(), st.sampled_from([None, False, True]))
def test_what_the_grammar_makes_passes_in_every_style_and_is_read_as_it_was(files: dict[str, Any], style: bool) -> None:
    reading = loaded({name: written(data, style) for name, data in files.items()})
    assert serious(reading) == []
    again = {name: parsed.data for name, parsed in reading.parsed.items()}
    assert {name: again[name] for name in files} == files, "registry → YAML → registry"


SPOILS = st.sampled_from(
    [None, True, [], {}, "", "甲", -1, 10**20, "2023-02-30", "１５", "* a", ["甲", ["乙"]], {"a": 1}]
)


def nodes(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(each for key, value in children for each in nodes(value, (*path, key)))]


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, Any]:
    """A sound registry with a value, a key or a record of one file spoiled."""
    files = copy.deepcopy(draw(registries()))
    name = draw(st.sampled_from(sorted(files)))
    for _ in range(draw(st.integers(1, 3))):
        paths = [path for path in nodes(files[name]) if path]
        if not paths:
            break
        *above, last = draw(st.sampled_from(paths))
        holder = files[name]
        for step in above:
            holder = holder[step]
        how = draw(st.sampled_from(["value", "key", "gone", "twice"]))
        if how == "value" or (how == "key" and isinstance(holder, list)):
            holder[last] = copy.deepcopy(draw(SPOILS))  # the next spoil may spoil this one
        elif how == "key":
            holder[draw(WORDS)] = holder.pop(last)
        elif how == "gone":
            del holder[last]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
    return files


@given(spoiled())
def test_what_is_spoiled_is_told_in_words_and_at_a_place(files: dict[str, Any]) -> None:
    reading = loaded({name: written(data) for name, data in files.items()})
    for each in reading.diagnostics:
        assert re.search("[\u4e00-\u9fff]", each.message)
        lines = reading.parsed[each.file].text.split("\n") if each.file in reading.parsed else [""]
        assert 1 <= each.line <= len(lines)


@cache
def validator(name: SchemaName) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped,unused-ignore]

    return Draft202012Validator(schema(name), format_checker=FormatChecker(["date"]))


STRUCTURE = {"missing-key", "extra-key", "wrong-type", "bad-date", "bad-number", "empty-value", "empty-file"}
"""Codes of what a schema can see, too; the other checks compare one record with another."""
SCHEMAS = {
    "tasks.yaml": SchemaName.TASKS,
    "units.yaml": SchemaName.UNITS,
    "progress/2023-06.yaml": SchemaName.PROGRESS,
    "people.yaml": SchemaName.PEOPLE,
    "requests.yaml": SchemaName.REQUESTS,
    "papers.yaml": SchemaName.PAPERS,
}


@given(st.one_of(registries(), spoiled()))
def test_schema_and_gate_agree(files: dict[str, Any]) -> None:
    """On every file: what the schema refuses validation refuses, and the other way round as far as a schema can see."""
    reading = loaded({name: written(data) for name, data in files.items()})
    for name, its in SCHEMAS.items():
        plain = json.loads(
            json.dumps(
                reading.parsed[name].data,
                default=lambda value: float(value) if isinstance(value, Decimal) else str(value),
            )
        )
        found = {each.code for each in reading.diagnostics if each.file == name and each.severity is Severity.ERROR}
        said = [error.message for error in validator(its).iter_errors(plain)]
        assert bool(said) == bool(found & STRUCTURE), (name, found, said[:3], plain)


TEXTS = st.text(SEEN, min_size=1, max_size=40)


@given(TEXTS.filter(str.strip), st.decimals(0, 10**9, places=2), DAYS)
def test_a_report_that_is_written_is_the_report_that_is_read(note: str, value: Decimal, day: date) -> None:
    line = flow_text({"target": "5-1", "date": day, "value": value, "note": note})
    [record] = parse(f"reports:\n  - {line}\n".encode(), "x").data["reports"]
    report, refusals = validated(Report, record, Place("x", ()))
    assert refusals == []
    assert report is not None
    assert (report.note, report.value, report.date) == (note, value, day)


@given(st.lists(TEXTS.map(str.strip).filter(bool), min_size=1, max_size=4, unique=True))
def test_a_unit_that_is_written_is_the_unit_that_is_read(names: list[str]) -> None:
    name, *aliases = names
    [record] = parse(f"units:\n  - {flow_text({'name': name, 'aliases': aliases})}\n".encode(), "x").data["units"]
    unit, refusals = validated(Unit, record, Place("x", ()))
    assert refusals == []
    assert unit == Unit(name=name, aliases=tuple(aliases))
