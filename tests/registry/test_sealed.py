"""A sealed month says the same for ever, whatever is done to the registry; what is done to its archive is told."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcgd.edits.seal import seal_month
from dcgd.errors import Refused
from dcgd.model import Stamp
from dcgd.registry.chain import checked_seals, read_sealed
from dcgd.registry.change import change
from dcgd.registry.content import Registry
from dcgd.registry.load import read
from dcgd.registry.sealed import archive_of, still_sealed

SMALL = Path(__file__).parent / "small"
MONTH = "2023-06"
STAMP = Stamp(datetime(2023, 7, 10, 9, tzinfo=timezone(timedelta(hours=8))), "督查室")
ARCHIVE = f"seals/{MONTH}.zip"
FILES = ("tasks.yaml", "units.yaml", "rules.yaml", "problems.yaml", "notices.yaml", "progress/2023-06.yaml")
patient = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small registry of which June is sealed."""
    folder = tmp_path / "registry"
    shutil.copytree(SMALL, folder)
    change(
        folder,
        partial(seal_month, period=MONTH, as_of=date(2023, 6, 30), evidence={}, stamp=STAMP, reason=None),
    )
    return folder


@pytest.fixture
def then(folder: Path) -> Registry:
    """The registry as June was sealed."""
    return read_sealed(folder, MONTH).registry


def facts(registry: Registry) -> tuple[object, ...]:
    """All of a registry that verdicts are made of."""
    return registry.document, registry.tasks, registry.units, registry.rules, registry.standing, registry.papers


def test_what_is_sealed_is_what_was_there(folder: Path, then: Registry) -> None:
    assert facts(then) == facts(read(SMALL).registry)
    assert [told.code for told in read(folder).diagnostics if told.code.startswith("seal")] == []
    assert checked_seals(read(folder), folder) == []


@patient
@given(st.dictionaries(st.sampled_from(FILES), st.none() | st.binary(max_size=80), min_size=1))
def test_whatever_becomes_of_the_files_a_sealed_month_is_the_same(
    folder: Path, then: Registry, overwritten: dict[str, bytes | None]
) -> None:
    kept = {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}
    try:
        for name, data in overwritten.items():
            if data is None:
                (folder / name).unlink(missing_ok=True)
            else:
                (folder / name).write_bytes(data)
        assert facts(read_sealed(folder, MONTH).registry) == facts(then)
    finally:
        for name, data in kept.items():
            (folder / name).write_bytes(data)
        for name in {*overwritten} - {*kept}:
            (folder / name).unlink(missing_ok=True)


@patient
@given(st.data())
def test_an_archive_with_another_byte_says_the_same_or_nothing(
    folder: Path, then: Registry, data: st.DataObject
) -> None:
    """A byte that is no content (a date in the zip) may be another."""
    archive = folder / ARCHIVE
    whole = archive.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    try:
        archive.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
        try:
            assert facts(read_sealed(folder, MONTH).registry) == facts(then)
        except Refused:
            assert {told.code for told in checked_seals(read(folder), folder)} <= {"seal-archive", "seal-forged"}
            assert checked_seals(read(folder), folder)
    finally:
        archive.write_bytes(whole)


@pytest.mark.parametrize(
    ("file", "edit", "same"),
    [
        ("progress/2023-06.yaml", lambda text: text + "  - {target: 1-1, date: 2023-07-31, value: 9}\n", True),
        ("progress/2023-06.yaml", lambda text: text + "  - {target: 1-1, date: 2023-06-30, value: 9}\n", False),
        ("progress/2023-06.yaml", lambda text: text.replace("value: 40", "value: 41"), False),
        ("progress/2023-06.yaml", lambda text: "# 一句话\n" + text.replace("\n", "\r\n"), True),
        ("tasks.yaml", lambda text: text.replace("value: 15", "value: 14"), False),
        ("tasks.yaml", lambda text: text.replace("value: 15", "value: 15.0"), True),
        ("units.yaml", lambda text: text + "  - name: 区审计局\n", False),
    ],
)
def test_a_month_is_still_what_was_sealed_while_nothing_of_it_is_other(
    folder: Path, file: str, edit: Callable[[str], str], same: bool
) -> None:
    path = folder / file
    path.write_bytes(edit(path.read_text(encoding="utf-8")).encode("utf-8"))
    reading = read(folder)
    kept = still_sealed(reading.registry.seals, reading.parsed, partial(archive_of, folder))
    assert kept == ([ARCHIVE] if same else [])
