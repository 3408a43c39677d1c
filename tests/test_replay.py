"""The made-up district's year replayed month by month: its seals hold the facts of each month, for ever."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dcgd.days import last_day
from dcgd.index.freshness import Source
from dcgd.index.journal import left_out
from dcgd.index.lookup import Filter
from dcgd.index.store import open_index
from dcgd.registry.chain import checked_seals
from dcgd.registry.files import ARCHIVES, SEALS
from dcgd.registry.load import read
from dcgd.tracking.item_row import row_of
from dcgd.tracking.judged_items import judged_items
from replay import EXAMPLE, replayed


class Months(NamedTuple):
    """A sealed year: the folder, and of each month its name, the day of sealing, its last day and its facts then."""

    whole: Path
    then: list[tuple[str, date, date, list[dict[str, Any]]]]


def facts(source: Source, as_of: date) -> list[dict[str, Any]]:
    """Every verdict, without the sentence that says what was left out."""
    with closing(open_index([source], None, lambda _done, _all: None)) as connection:
        said = left_out(connection, as_of)
        rows = [row_of(judged).as_json() for judged in judged_items(connection, Filter(), as_of)]
    for row in rows if said else ():
        row["reasons"] = [reason for reason in row["reasons"] if not reason.startswith("只算到")]
    return rows


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Months:
    """The whole year's district with its seals, and the facts of each month as they were when it was sealed."""
    folder, whole = tmp_path_factory.mktemp("year"), tmp_path_factory.mktemp("whole") / "yunxi"
    then = []
    for period, day in replayed(EXAMPLE, folder):
        end = last_day(*map(int, period.split("-")))
        then.append((period, day, end, facts(Source(str(folder), ""), end)))
    shutil.copytree(EXAMPLE, whole)
    shutil.copytree(folder / ARCHIVES, whole / ARCHIVES)
    shutil.copyfile(folder / SEALS, whole / SEALS)
    return Months(whole, then)


def test_the_year_replayed_comes_to_the_facts_that_its_seals_hold(months: Months) -> None:
    """Then, out of the archive, and out of the records of today without those of later: three ways, one answer."""
    assert len(months.then) == 12
    for period, day, end, then in months.then:
        assert facts(Source(str(months.whole), "", sealed=period), end) == then, period
        assert facts(Source(str(months.whole), "", known_on=day), end) == then, period
        assert then
    assert months.then[0][3] != months.then[8][3] != months.then[11][3]


def test_no_seal_of_the_year_misses_anything(months: Months) -> None:
    reading = read(months.whole, "")
    assert [told for told in reading.diagnostics if told.code.startswith("seal")] == []
    assert checked_seals(reading, months.whole) == []
    assert reading.registry.seals[8].entity.previous == reading.registry.seals[7].entity.records


def test_a_planted_falsification_is_named_at_its_line(months: Months, tmp_path: Path) -> None:
    folder = tmp_path / "example"
    shutil.copytree(months.whole, folder)
    file = folder / "progress" / "2025-03.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    [number] = [number for number, line in enumerate(lines, 1) if "target: 9-2," in line]
    assert "value: 1," in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace("value: 1,", "value: 2,")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    [told] = [told for told in read(folder, "").diagnostics if told.code.startswith("seal")]
    assert (told.file, told.line, told.code) == ("progress/2025-03.yaml", number, "sealed-changed")
    assert told.message == "2025-03 封存过的 9-2 2025-03-31 的进展改了：value 1 → 2"
