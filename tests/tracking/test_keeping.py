"""What was judged once and kept is what would be judged now, whatever changed since."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import dcgd
from dcgd.index import judged as keeper
from dcgd.index.closed import Unasked
from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter
from dcgd.index.place import judged_beside
from dcgd.index.seal import path_of
from dcgd.index.store import open_index
from dcgd.registry import change
from dcgd.tracking import judged_items as judging
from dcgd.tracking import verdicts
from dcgd.tracking.judged_items import judged_items, judged_shares, judged_worst_first
from dcgd.tracking.judging.assess import assess
from dcgd.tracking.which import Which
from dcgd.words import Light, Status, What
from districts import ROOT, nothing

DAYS = (date(2024, 12, 31), date(2025, 6, 30), date(2025, 9, 30), Unasked(2025, 11, 15), date(2026, 3, 1))
Run = Callable[..., subprocess.CompletedProcess[str]]
TARGETS = ("1-1", "1-2", "2-1", "3-1", "5-1", "6-1")


@pytest.fixture(autouse=True)
def _however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is kept, however few items there are."""
    monkeypatch.setattr(keeper, "FEW", 1)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A district over two years, the first of which is closed, another below it, and rules that they share."""
    for name in ("yunxi-2025", "yunxi-2024", "shili-2025"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / "all" / name)
    (tmp_path / "all" / "shili-2025" / "rules.yaml").unlink(missing_ok=True)
    return tmp_path / "all"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def assessed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the items that are judged."""
    ids: list[str] = []
    really = assess

    def counting(item: Any, *rest: Any) -> Any:
        ids.append(item.id)
        return really(item, *rest)

    monkeypatch.setattr(verdicts, "assess", counting)
    return ids


def told(world: Path, cache: Path | None, day: date, known_on: date | None = None) -> list[tuple[Any, ...]]:
    """All that is to be known of every item and of every share as of a day."""
    folders = sorted(path.parent for path in world.rglob("tasks.yaml"))
    sources = [Source(str(folder), folder.name, known_on) for folder in folders]
    with closing(open_index(sources, cache, nothing)) as connection:
        everything = [*judged_items(connection, Filter(), day), *judged_shares(connection, Filter(), day)]
        return [(one.home, one.item, tuple(one.reports), one.verdict, one.rules) for one in everything]


def assert_as_fresh(world: Path, cache: Path, day: date) -> None:
    assert told(world, cache, day) == told(world, None, day)


@pytest.mark.parametrize("day", DAYS, ids=repr)
def test_the_second_time_nothing_is_judged(world: Path, cache: Path, day: date, assessed: list[str]) -> None:
    first = told(world, cache, day)
    assert len(assessed) > 20
    assessed.clear()
    assert told(world, cache, day) == first == told(world, cache, day)
    assert assessed == []
    assert told(world, None, day) == first
    assert assessed != [], "without a cache everything is judged"


@pytest.mark.parametrize(
    "which",
    [
        Which(),
        Which(kinds=[What.MILESTONE]),
        Which(statuses=[Status.OVERDUE, Status.BEHIND], lights=[Light.RED]),
        Which(at_risk=True),
    ],
    ids=repr,
)
def test_the_worst_come_first_from_what_is_kept(
    world: Path, cache: Path, which: Which, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some are read at once; those that are as bad as one another stand in the order of the documents."""
    monkeypatch.setattr(judging, "_AT_ONCE", 7)
    sources = [Source(str(folder), folder.name) for folder in sorted(world.iterdir())]

    def ranked(cache: Path | None) -> list[Any]:
        with closing(open_index(sources, cache, nothing)) as connection:
            several = judged_worst_first(connection, Filter(), DAYS[1], which)
            return [(one.home, one.item, one.verdict, tuple(one.reports)) for one in several]

    fresh = ranked(None)
    assert len(fresh) > 2
    assert ranked(cache) == fresh == ranked(cache)


def test_what_is_narrowed_comes_from_what_is_kept(world: Path, cache: Path, assessed: list[str]) -> None:
    """Of what is not kept only what is asked for is judged."""
    sources = [Source(str(folder), folder.name) for folder in sorted(world.iterdir())]
    tasks = Filter(tasks=frozenset({(1, 1), (2, 3)}))

    def some() -> list[Any]:
        with closing(open_index(sources, cache, nothing)) as connection:
            return [(one.item, one.verdict) for one in judged_items(connection, tasks, DAYS[1])]

    direct = some()
    assert 0 < len(assessed) < 20
    told(world, cache, DAYS[1])
    assessed.clear()
    assert some() == direct
    assert assessed == []


def report(world: Path, rng: random.Random) -> None:
    target, month = rng.choice(TARGETS), rng.randint(1, 12)
    path = world / "yunxi-2025" / "progress" / f"2025-{month:02d}.yaml"
    before = path.read_text(encoding="utf-8") if path.exists() else "reports:\n"
    line = f"  - {{target: {target}, date: 2025-{month:02d}-{rng.randint(1, 28):02d}, value: {rng.randint(0, 500)}}}\n"
    path.write_text(before + line, encoding="utf-8")


def rules_above(world: Path, rng: random.Random) -> None:
    text = f"thresholds: {{behind: {rng.randint(1, 20)}, far_behind: {rng.randint(21, 60)}}}\n"
    (world / "rules.yaml").write_text(text, encoding="utf-8")


def calendar(world: Path, rng: random.Random) -> None:
    day = f"2025-12-{rng.randint(1, 28):02d}"
    (world / "rules.yaml").write_text(f"calendar: {{days_off: [{day}]}}\n", encoding="utf-8")


def goal(world: Path, rng: random.Random) -> None:
    path = world / "yunxi-2025" / "tasks.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("value: ", f"value: {rng.randint(1, 9)}", 1), encoding="utf-8")


def withdrawn(world: Path, rng: random.Random) -> None:
    path = rng.choice(sorted((world / "yunxi-2025" / "progress").iterdir()))
    path.unlink()


def problems_gone(world: Path, _rng: random.Random) -> None:
    (world / "yunxi-2025" / "problems.yaml").unlink(missing_ok=True)


def opened_again(world: Path, _rng: random.Random) -> None:
    path = world / "yunxi-2024" / "tasks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  closed: 2025-01-31", "  "), encoding="utf-8")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    report, report, report, rules_above, calendar, goal, withdrawn, problems_gone, opened_again,
)  # fmt: skip


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3))])
def test_after_any_edits_it_is_what_would_be_judged_now(world: Path, cache: Path, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(6):
        assert_as_fresh(world, cache, rng.choice(DAYS))
        rng.choice(EDITS)(world, rng)
        for day in rng.sample(DAYS, 2):
            assert_as_fresh(world, cache, day)


def test_an_edit_has_its_registry_judged_anew_and_no_other(world: Path, cache: Path, assessed: list[str]) -> None:
    told(world, cache, DAYS[2])
    everything = len(assessed)
    report(world, random.Random(0))
    assessed.clear()
    assert_as_fresh(world, cache, DAYS[2])
    assert 0 < len(assessed) - everything < everything, "what is fresh judged all, what is kept one registry"


def test_a_record_that_the_index_was_brought_up_to(world: Path, cache: Path, call: Run, assessed: list[str]) -> None:
    """Whoever changes rows of a registry without reading it again leaves no verdict behind that was on the old ones."""
    folder = world / "yunxi-2025"
    shutil.copy(folder / "rules.yaml", world)

    def verdicts_now(cache: Path | None) -> list[Any]:
        with closing(open_index([Source(str(folder), "")], cache, nothing)) as connection:
            return [(one.item, one.verdict) for one in judged_items(connection, Filter(), DAYS[4])]

    before = verdicts_now(cache)
    words = ("progress", "add", "5-1", "--value", "13", "--date", "2025-12-30", "--yes", "--data", str(folder))
    with patch.object(change, "_of_all", side_effect=AssertionError("all was read")):
        assert call(*words, DCGD_CACHE=str(cache)).returncode == 0
    assert before != verdicts_now(cache) == verdicts_now(None)


def test_a_closed_registry_is_judged_once_for_all_days(world: Path, cache: Path, assessed: list[str]) -> None:
    told(world, cache, Unasked(2025, 11, 15))
    everything = len(assessed)
    assessed.clear()
    told(world, cache, Unasked(2025, 11, 16))
    assert 0 < len(assessed) < everything


def test_what_was_not_known_yet_is_not_kept(world: Path, cache: Path) -> None:
    told(world, cache, DAYS[2])
    known = told(world, None, DAYS[2], date(2025, 7, 5))
    assert known != told(world, None, DAYS[2])
    assert told(world, None, DAYS[2], date(2025, 7, 5)) == known


def test_another_program_judges_anew(
    world: Path, cache: Path, assessed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told(world, cache, DAYS[2])
    keeper.program.cache_clear()
    monkeypatch.setattr(dcgd, "__version__", "another")
    assessed.clear()
    told(world, cache, DAYS[2])
    assert assessed != []
    keeper.program.cache_clear()


def test_several_processes_judge_as_one_does(world: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "AT_ONCE", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert_as_fresh(world, cache, DAYS[3])


def test_so_many_days_are_kept(world: Path, cache: Path, assessed: list[str]) -> None:
    """The one that was judged longest ago goes first."""
    days = [date(2025, 8, day) for day in range(1, keeper.DAYS + 2)]
    for day in days:
        told(world, cache, day)
    assessed.clear()
    for day in days[1:]:
        told(world, cache, day)
    assert assessed == []
    told(world, cache, days[0])
    assert assessed != []


def kept_file(world: Path, cache: Path) -> Path:
    folders = sorted(world.iterdir())
    with closing(open_index([Source(str(path), path.name) for path in folders], cache, nothing)) as connection:
        index = path_of(connection)
    assert index is not None
    return judged_beside(index)


@pytest.mark.parametrize("damage", ["cut", "blank", "foreign", "folder", "readable", "unsealed"])
def test_whatever_became_of_the_file(world: Path, cache: Path, damage: str) -> None:
    told(world, cache, DAYS[2])
    path = kept_file(world, cache)
    data = path.read_bytes()
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "blank":
        path.write_bytes(data[:8192] + bytes(4096) + data[12288:])
    elif damage == "foreign":
        path.write_bytes(b"no database at all" * 500)
    elif damage == "folder":
        path.unlink()
        path.mkdir()
    elif damage == "readable":
        path.chmod(0o644)
    else:
        path.with_name(path.name + ".seal").unlink()
    assert_as_fresh(world, cache, DAYS[2])
    assert_as_fresh(world, cache, DAYS[1])
