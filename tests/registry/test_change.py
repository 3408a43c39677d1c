"""Changing a registry: what brings a new error is refused whole; one writer at a time; nothing else is touched."""

from collections.abc import Callable
from pathlib import Path

import pytest

import dcgd
from changes import FILE, REPORT, appending, prints
from dcgd.errors import Refused
from dcgd.registry.change import Edited, change, is_shipped
from dcgd.registry.load import Reading
from dcgd.registry.view import View, replace_all
from systems import make_link


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
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == [code]
    assert refusal.value.diagnostics[0].file.endswith(FILE)
    assert prints(registry) == before


@pytest.mark.parametrize("words", [{"note": "找 13000000000"}, {"checked_by": "周某某8400001"}])
def test_a_change_that_writes_somebodys_telephone_into_a_text_is_refused(
    registry: Path, words: dict[str, object]
) -> None:
    before = prints(registry)
    for _again in range(2):
        with pytest.raises(Refused, match="电话只写进") as refusal:
            change(registry, appending({**REPORT, **words}))
        assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == ["phone-in-text"]
        assert prints(registry) == before
    saved = change(registry, appending({**REPORT, **words}), official=True)
    assert saved.files == (FILE,)
    with pytest.raises(Refused):
        change(registry, appending({**REPORT, **words, "date": "2023-07-30"}))


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
        assert "report-unknown" in [diagnostic.code for diagnostic in refused.value.diagnostics]
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
