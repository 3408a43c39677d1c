"""A change that was cut off is finished by whoever comes next, or told; what dead writers left is cleared away."""

from pathlib import Path

import pytest

from changes import FILE, REPORT, appending, prints
from cutoff import cut_off
from dcgd.diagnostics import Severity
from dcgd.errors import Refused
from dcgd.registry.change import Edited, change
from dcgd.registry.load import Reading, read
from dcgd.source.files import draft_of
from systems import make_link, posix


def renamed(registry: Path) -> dict[str, bytes]:
    """The tasks and the units with another name for one of them."""
    texts = {name: (registry / name).read_text(encoding="utf-8") for name in ("tasks.yaml", "units.yaml")}
    return {name: text.replace("区水利局", "区水务局").encode() for name, text in texts.items()}


@posix("processes are forked")
class TestCutOff:
    def test_it_is_finished_by_who_reads_next(self, registry: Path) -> None:
        cut_off(registry, renamed(registry), 2)
        reading = read(registry, "")
        assert [diagnostic for diagnostic in reading.diagnostics if diagnostic.severity is Severity.ERROR] == []
        assert "区水务局" in {filed.entity.name for filed in reading.registry.units}
        assert sorted(path.name for path in registry.iterdir() if path.name.startswith(".")) == [".dcgd.lock"]

    def test_it_is_finished_before_the_next_change(self, registry: Path) -> None:
        wanted = renamed(registry)
        cut_off(registry, wanted, 2)
        seen: list[str] = []

        def edit(before: Reading) -> Edited[int]:
            seen.append(before.parsed["units.yaml"].text)
            return appending(REPORT)(before)

        change(registry, edit)
        assert seen == [wanted["units.yaml"].decode()]

    def test_nothing_is_written_while_a_plan_does_not_fit(self, registry: Path) -> None:
        cut_off(registry, renamed(registry), 1)
        with (registry / "units.yaml").open("a", encoding="utf-8") as file:
            file.write("# 人后来写的一行\n")
        before = prints(registry)
        [diagnostic] = read(registry, "").diagnostics
        assert (diagnostic.file, diagnostic.code) == (".dcgd.plan", "unfinished-change")
        assert "units.yaml 又被改过" in diagnostic.message
        with pytest.raises(Refused, match=r"units\.yaml 又被改过"):
            change(registry, appending(REPORT))
        assert prints(registry) == before, "drafts that a plan names are not swept either"

    def test_a_half_made_change_is_no_registry(self, registry: Path) -> None:
        cut_off(registry, renamed(registry), 2)
        with (registry / "units.yaml").open("a", encoding="utf-8") as file:
            file.write("# 人后来写的一行\n")
        reading = read(registry, "")
        assert [(diagnostic.file, diagnostic.code) for diagnostic in reading.diagnostics] == [
            (".dcgd.plan", "unfinished-change"),
            ("tasks.yaml", "unreadable-file"),
            ("units.yaml", "unreadable-file"),
        ]
        assert "断在一半" in reading.diagnostics[1].message
        assert not reading.registry.tasks


def test_drafts_of_killed_writers_are_cleared_away_by_the_next(registry: Path) -> None:
    left = [draft_of(registry / name, b"half") for name in ("tasks.yaml", FILE, "source/text.md")]
    others = [registry / ".tasks.yaml.x1.tmp", registry / "progress" / ".2023-06.yaml.swp"]
    for path in others:
        path.write_bytes(b"somebody's")
    change(registry, appending(REPORT))
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in others), "what is no draft of this program's is let alone"


@posix("links need rights there")
def test_a_folder_that_leads_elsewhere_is_not_swept(registry: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    draft = draft_of(outside / "x.yaml", b"another registry's")
    make_link(registry / "progress", outside)
    change(registry, lambda _before: Edited({"rules.yaml": "pace: daily\n"}, None))
    assert draft.exists()
