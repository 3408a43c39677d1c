"""Changing a registry: what brings a new error is refused whole; one writer at a time; nothing else is touched."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

import dcgd
from cutoff import cut_off
from dcgd.diagnostics import Severity
from dcgd.errors import Refused
from dcgd.registry.change import Edit, Edited, change, is_shipped
from dcgd.registry.load import Reading, read
from dcgd.registry.view import View, replace_all
from dcgd.source.edit import append
from dcgd.source.files import draft_of
from systems import make_link, posix

REPORT = {"target": "5-1", "date": "2023-06-30", "value": 8}
FILE = "progress/2023-06.yaml"


def appending(record: dict[str, object], name: str = FILE) -> Edit[int]:
    """An edit that appends a report; its result is how many reports it found."""

    def edit(before: Reading) -> Edited[int]:
        there = before.parsed.get(name)
        text = append(there.text if there else "", "reports", record)
        return Edited({name: text}, len(before.registry.reports))

    return edit


def prints(folder: Path) -> dict[str, str]:
    """Every file of a folder by its content, the lock left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".dcgd.lock"
    }


def test_a_change_is_on_disk_and_in_what_is_returned(registry: Path) -> None:
    before = prints(registry)
    saved = change(registry, appending(REPORT))
    assert [filed.entity.target for filed in saved.reading.registry.reports] == ["5-1"]
    assert (saved.result, saved.files) == (0, (FILE,))
    assert (registry / FILE).read_text(encoding="utf-8") == (
        "reports:\n  - {target: 5-1, date: 2023-06-30, value: 8}\n"
    )
    now = prints(registry)
    del now[FILE]
    assert now == before, "no other file is touched"


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({**REPORT, "target": "5-9"}, "report-unknown"),
        ({**REPORT, "date": "2022-06-30"}, "report-date"),
        ({**REPORT, "date": "6月底"}, "bad-date"),
        ({**REPORT, "value": "八"}, "bad-number"),
        ({**REPORT, "by": "区水力局"}, "unknown-unit"),
        ({**REPORT, "percent": 50}, "report-amount"),
        ({**REPORT, "remark": "好"}, "extra-key"),
    ],
)
def test_a_change_that_brings_a_new_error_is_refused_with_it(
    registry: Path, record: dict[str, object], code: str
) -> None:
    before = prints(registry)
    with pytest.raises(Refused, match="没有写入") as refusal:
        change(registry, appending(record))
    assert [found.code for found in refusal.value.diagnostics] == [code]
    assert refusal.value.diagnostics[0].file.endswith(FILE)
    assert prints(registry) == before


def test_of_several_files_all_are_written_or_none(registry: Path) -> None:
    before = prints(registry)
    with pytest.raises(Refused):
        change(
            registry,
            lambda reading: Edited(
                {
                    **appending(REPORT)(reading).texts,
                    **appending({**REPORT, "target": "5-9", "date": "2023-07-31"}, "progress/2023-07.yaml")(
                        reading
                    ).texts,
                },
                None,
            ),
        )
    assert prints(registry) == before


def test_errors_that_are_there_already_do_not_stand_in_the_way(registry: Path) -> None:
    tasks = registry / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8").replace("kind: cumulative", "kind: cumulatve", 1)
    tasks.write_text(text, encoding="utf-8", newline="\n")
    change(registry, appending({**REPORT, "target": "5-2"}))
    change(registry, appending({**REPORT, "target": "5-2", "value": 9}))
    assert (registry / FILE).read_text(encoding="utf-8").count("5-2") == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfreports: []\n", b"\xef\xbb\xbfreports:\n  - NEW\n"),
        (b"reports:\r\n  - {target: 5-1, date: 2023-06-01, value: 1} # x", None),
        ("# 六月\nreports:\n# 空\n".encode(), "# 六月\nreports:\n  - NEW\n# 空\n".encode()),
    ],
    ids=["a byte order mark", "CRLF, a comment, no line end", "comments"],
)
def test_every_other_byte_stays(registry: Path, before: bytes, after: bytes | None) -> None:
    new = b"{target: 5-1, date: 2023-06-30, value: 8}"
    (registry / "progress").mkdir()
    (registry / FILE).write_bytes(before)
    change(registry, appending(REPORT))
    expected = after.replace(b"NEW", new) if after else before + b"\r\n  - " + new + b"\r\n"
    assert (registry / FILE).read_bytes() == expected


@pytest.mark.parametrize(
    "content",
    [
        "# 六月份的进展\nreports: []\n".encode("gb18030"),
        "# 六月份的进展\nreports: []\n".encode("utf-16"),
        b"# a\x00b\nreports: []\n",
    ],
    ids=["GBK", "UTF-16", "a control character"],
)
def test_a_file_whose_bytes_could_not_be_kept_is_refused(registry: Path, content: bytes) -> None:
    (registry / "progress").mkdir()
    (registry / FILE).write_bytes(content)
    with pytest.raises(Refused, match="没有写入"):
        change(registry, appending(REPORT))
    assert (registry / FILE).read_bytes() == content


def test_the_registry_inside_the_package_is_read_only(tmp_path: Path) -> None:
    inside = Path(dcgd.__file__).parent / "shipped"
    assert is_shipped(inside)
    assert not is_shipped(tmp_path)
    with pytest.raises(Refused, match="dcgd init"):
        change(inside, appending(REPORT))
    assert not (inside / FILE).exists()


def test_a_link_to_the_registry_inside_the_package_is_read_only_too(tmp_path: Path) -> None:
    make_link(tmp_path / "mine", Path(dcgd.__file__).parent / "shipped")
    assert is_shipped(tmp_path / "mine")


def test_an_error_that_is_there_already_excuses_no_new_one(registry: Path) -> None:
    tasks = registry / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8").replace("kind: cumulative", "kind: cumulatve", 1)
    tasks.write_text(text, encoding="utf-8", newline="\n")
    before = prints(registry)
    with pytest.raises(Refused, match="没有写入"):
        change(registry, appending({**REPORT, "target": "5-2", "date": "6月底"}))
    assert prints(registry) == before


def renamed(registry: Path) -> dict[str, bytes]:
    """The tasks and the units with another name for one of them."""
    texts = {name: (registry / name).read_text(encoding="utf-8") for name in ("tasks.yaml", "units.yaml")}
    return {name: text.replace("区水利局", "区水务局").encode() for name, text in texts.items()}


@posix("processes are forked")
class TestCutOff:
    def test_it_is_finished_by_who_reads_next(self, registry: Path) -> None:
        cut_off(registry, renamed(registry), 2)
        found = read(registry, "")
        assert [each for each in found.diagnostics if each.severity is Severity.ERROR] == []
        assert "区水务局" in {filed.entity.name for filed in found.registry.units}
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
        [found] = read(registry, "").diagnostics
        assert (found.file, found.code) == (".dcgd.plan", "unfinished-change")
        assert "units.yaml 又被改过" in found.message
        with pytest.raises(Refused, match=r"units\.yaml 又被改过"):
            change(registry, appending(REPORT))
        assert prints(registry) == before, "drafts that a plan names are not swept either"

    def test_a_half_made_change_is_no_registry(self, registry: Path) -> None:
        cut_off(registry, renamed(registry), 2)
        with (registry / "units.yaml").open("a", encoding="utf-8") as file:
            file.write("# 人后来写的一行\n")
        found = read(registry, "")
        assert [(each.file, each.code) for each in found.diagnostics] == [
            (".dcgd.plan", "unfinished-change"),
            ("tasks.yaml", "unreadable-file"),
            ("units.yaml", "unreadable-file"),
        ]
        assert "断在一半" in found.diagnostics[1].message
        assert not found.registry.tasks


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


class TestWhoTakesNoLock:
    """An editor or git saves a file after it was read and before the outcome is written."""

    def during(self, registry: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[], object], times: int) -> None:
        """Save between reading and writing, the first few times."""
        really, left = replace_all, [times]

        def late(view: View, contents: dict[str, bytes]) -> None:
            if left[0]:
                left[0] -= 1
                save()
            really(view, contents)

        monkeypatch.setattr("dcgd.registry.change.replace_all", late)

    def test_the_very_file_that_is_written(self, registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        change(registry, appending(REPORT))
        own = "  - {target: 5-2, date: 2023-06-30, value: 3} # 手工\n"

        def save() -> None:
            with (registry / FILE).open("a", encoding="utf-8") as file:
                file.write(own)

        self.during(registry, monkeypatch, save, 1)
        saved = change(registry, appending({**REPORT, "date": "2023-06-29"}))
        assert [filed.entity.target for filed in saved.reading.registry.reports] == ["5-1", "5-2", "5-1"]
        assert saved.result == 2, "the result is that of the edit which was written"
        text = (registry / FILE).read_text(encoding="utf-8")
        assert own in text
        assert text.count("5-1") == 2

    def test_a_file_that_it_was_to_make(self, registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        own = "reports:\n  - {target: 5-2, date: 2023-06-30, value: 3}\n"

        def save() -> None:
            (registry / "progress").mkdir()
            (registry / FILE).write_text(own, encoding="utf-8", newline="\n")

        self.during(registry, monkeypatch, save, 1)
        change(registry, appending(REPORT))
        assert (registry / FILE).read_text(encoding="utf-8") == own + "  - {target: 5-1, date: 2023-06-30, value: 8}\n"

    def test_another_file_so_that_the_outcome_would_be_wrong(
        self, registry: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def save() -> None:
            text = (registry / "tasks.yaml").read_text(encoding="utf-8")
            (registry / "tasks.yaml").write_text(
                text.replace("id: 5-1\n", "id: 5-99\n"), encoding="utf-8", newline="\n"
            )

        self.during(registry, monkeypatch, save, 1)
        with pytest.raises(Refused, match="不合格") as refused:
            change(registry, appending(REPORT))
        assert "report-unknown" in [each.code for each in refused.value.diagnostics]
        assert not (registry / FILE).exists()

    @pytest.mark.parametrize("name", ["progress/2023-07.yaml", "problems.yaml"])
    def test_a_file_that_comes_meanwhile(self, registry: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        calls: list[Reading] = []

        def save() -> None:
            (registry / name).parent.mkdir(exist_ok=True)
            (registry / name).write_text("reports: []\n" if "progress" in name else "problems: []\n", encoding="utf-8")

        def edit(before: Reading) -> Edited[int]:
            calls.append(before)
            return appending(REPORT)(before)

        self.during(registry, monkeypatch, save, 1)
        change(registry, edit)
        assert len(calls) == 2, "the edit is made anew on what is there then"
        assert name in calls[1].parsed

    def test_the_official_text(self, registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is replaced as a whole, from what the edit read itself."""
        [official] = (registry / "source").glob("*.md")
        seen: list[bytes] = []

        def edit(_before: Reading) -> Edited[None]:
            seen.append(official.read_bytes())
            return Edited({official.relative_to(registry).as_posix(): seen[-1].decode() + "又\n"}, None)

        self.during(registry, monkeypatch, lambda: official.write_bytes(b"own"), 1)
        change(registry, edit)
        assert len(seen) == 2
        assert official.read_text(encoding="utf-8") == "own又\n"

    def test_one_that_never_ends_is_given_up_on(self, registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def save() -> None:
            with (registry / "units.yaml").open("a", encoding="utf-8") as file:
                file.write("# 又\n")

        before = (registry / "units.yaml").read_text(encoding="utf-8")
        self.during(registry, monkeypatch, save, 99)
        with pytest.raises(Refused, match=r"units\.yaml 一直有别的程序在改；没有写入"):
            change(registry, appending(REPORT))
        assert not (registry / FILE).exists()
        assert (registry / "units.yaml").read_text(encoding="utf-8").startswith(before)
