"""A change seen before it is made, and made only while the registry is as it was seen."""

from functools import partial
from pathlib import Path

import pytest

from dcgd.edits.unit import add_aliases
from dcgd.errors import Overtaken, Refused
from dcgd.registry.change import change
from dcgd.registry.rehearsal import performed, rehearsed

UNIT, ALIAS = "区水利局", "区治水局"
named = partial(add_aliases, name=UNIT, aliases=[ALIAS])
otherwise = partial(add_aliases, name=UNIT, aliases=["治水水利局"])


def test_a_rehearsal_says_what_a_change_comes_to_and_writes_nothing(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    with rehearsed() as run:
        saved = change(registry, named)
    assert (registry / "units.yaml").read_bytes() == before
    (outlook,) = run.outlooks
    assert (outlook.folder, outlook.after) == (registry, saved.reading)
    assert ALIAS in outlook.after.parsed["units.yaml"].text
    assert ALIAS not in outlook.before.parsed["units.yaml"].text


def test_what_would_be_refused_is_refused_in_a_rehearsal(registry: Path) -> None:
    with rehearsed(), pytest.raises(Refused, match="没有的单位"):
        change(registry, partial(add_aliases, name="没有的单位", aliases=[ALIAS]))


def test_what_was_seen_can_be_made(registry: Path) -> None:
    with rehearsed() as seen:
        change(registry, named)
    with performed(seen.outlooks) as run:
        change(registry, named)
        change(registry, otherwise)  # a command may go on from what it wrote
    assert len(run.outlooks) == 2
    text = (registry / "units.yaml").read_text(encoding="utf-8")
    assert ALIAS in text
    assert "治水水利局" in text


def test_it_is_not_made_of_anything_else_than_was_seen(registry: Path) -> None:
    with rehearsed() as seen:
        change(registry, named)
    change(registry, otherwise)
    written = (registry / "units.yaml").read_bytes()
    with performed(seen.outlooks), pytest.raises(Overtaken):
        change(registry, named)
    assert (registry / "units.yaml").read_bytes() == written


def test_what_a_rehearsal_did_not_touch_is_not_touched(registry: Path) -> None:
    with performed(()), pytest.raises(Overtaken):
        change(registry, named)


def test_afterwards_all_is_as_usual(registry: Path) -> None:
    with rehearsed():
        change(registry, named)
    change(registry, named)
    assert ALIAS in (registry / "units.yaml").read_text(encoding="utf-8")


def test_what_was_not_written_after_all_is_not_counted(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dcgd.registry import change as module
    from dcgd.registry.placing import Changed

    def overtaken(*_given: object) -> None:
        (registry / "units.yaml").write_bytes((registry / "units.yaml").read_bytes() + b"# other\n")
        raise Changed("units.yaml")

    with rehearsed() as seen:
        change(registry, named)
    monkeypatch.setattr(module, "replace_all", overtaken)
    with performed(seen.outlooks) as run, pytest.raises(Overtaken):
        change(registry, named)
    assert run.outlooks == []
