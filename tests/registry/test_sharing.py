"""What the documents of a district share lies in the folder above them, and is as safe there as in a registry."""

import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dcgd.edits.unit import add_unit, rename_unit
from dcgd.errors import Busy, Refused
from dcgd.index.freshness import Source
from dcgd.index.store import open_index
from dcgd.registry import view as viewing
from dcgd.registry.change import Edited, change
from dcgd.registry.diff import Side, compare
from dcgd.registry.files import from_above
from dcgd.registry.load import Reading, read
from dcgd.registry.revisions import Repository, in_folder
from dcgd.source.edit import append
from dcgd.source.lock import LOCK, locked
from districts import nothing
from systems import make_link, posix

SMALL = Path(__file__).parent / "small"
PEOPLE = "people:\n  - {name: 李某某, post: 副区长, phone: 13000000001}\n"


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """Two registries, one and two, that share units, people and rules."""
    folder = tmp_path / "district"
    for name in ("one", "two"):
        shutil.copytree(SMALL, folder / name)
        for shared in ("units.yaml", "people.yaml", "rules.yaml"):
            (folder / name / shared).replace(folder / shared)
    return folder


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(diagnostic.file, diagnostic.code) for diagnostic in reading.diagnostics]


def test_a_registry_reads_what_it_has_not_itself_from_the_folder_above(district: Path) -> None:
    alone, shared = read(SMALL), read(district / "one")
    for part in ("units", "people"):
        assert [filed.entity for filed in getattr(shared.registry, part)] == [
            filed.entity for filed in getattr(alone.registry, part)
        ]
    assert shared.registry.rules == alone.registry.rules
    assert [filed.place.file for filed in shared.registry.people] == ["../people.yaml"] * 2


def test_its_own_file_goes_first(district: Path) -> None:
    (district / "one" / "people.yaml").write_text("people: [{name: 孙某某}]\n", encoding="utf-8")
    [person] = read(district / "one").registry.people
    assert person.entity.name == "孙某某"


def test_what_is_wrong_with_it_is_said_of_the_file_above(district: Path) -> None:
    (district / "people.yaml").write_text("people:\n  - {name: 李某某, unit: 区水力局}\n", encoding="utf-8")
    (district / "rules.yaml").write_text("thresholds: {behind: 40, far_behind: 30}\n", encoding="utf-8")
    said = codes(read(district / "one", "区/one"))
    assert ("区/people.yaml", "persons-unit") in said
    assert ("区/rules.yaml", "rules-order") in said
    assert ("../people.yaml", "persons-unit") in codes(read(district / "one", "."))


def test_a_unit_that_only_another_document_names_is_no_remark(district: Path) -> None:
    text = (district / "units.yaml").read_text(encoding="utf-8")
    (district / "units.yaml").write_text(text + "  - name: 区档案馆\n", encoding="utf-8")
    assert not [code for _file, code in codes(read(district / "one")) if code == "unused-unit"]


def test_a_registry_shares_nothing_with_those_in_it(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "outer")
    shutil.copytree(SMALL, tmp_path / "outer" / "inner")
    (tmp_path / "outer" / "inner" / "people.yaml").unlink()
    assert from_above(str(tmp_path / "outer" / "inner"), ["units.yaml"]) == []
    assert read(tmp_path / "outer" / "inner").registry.people == ()


@posix("no folder is marked as anybody's")
def test_a_folder_where_anybody_may_put_files_is_no_districts(district: Path) -> None:
    district.chmod(0o777 | stat.S_ISVTX)
    assert from_above(str(district / "one"), []) == []


def test_a_link_that_leads_out_of_the_folder_above_is_refused(district: Path, tmp_path: Path) -> None:
    (district / "people.yaml").replace(tmp_path / "elsewhere.yaml")
    make_link(district / "people.yaml", tmp_path / "elsewhere.yaml")
    reading = read(district / "one")
    assert reading.registry.people == ()
    assert "link-outside" in {code for _file, code in codes(reading)}


def names_of_people(folder: Path, cache: Path) -> list[str]:
    connection = open_index([Source(str(folder), "")], cache, nothing)
    try:
        return [name for (name,) in connection.execute("SELECT name FROM people ORDER BY position")]
    finally:
        connection.close()


def test_the_index_sees_that_a_shared_file_changes_comes_and_goes(district: Path, tmp_path: Path) -> None:
    def ask() -> list[str]:
        return names_of_people(district / "one", tmp_path / "cache")

    assert ask() == ["李某某", "王某某"]
    (district / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    assert ask() == ["李某某"]
    (district / "one" / "people.yaml").write_text("people: [{name: 孙某某}]\n", encoding="utf-8")
    assert ask() == ["孙某某"]
    (district / "one" / "people.yaml").unlink()
    assert ask() == ["李某某"]
    (district / "people.yaml").unlink()
    assert ask() == []


def test_a_shared_file_is_edited_where_it_lies(district: Path) -> None:
    before = (district / "units.yaml").read_bytes()
    saved = change(district / "one", lambda reading: add_unit(reading, "区档案馆", []))
    assert saved.files == ("../units.yaml",)
    assert (district / "units.yaml").read_bytes() == before + "  - {name: 区档案馆}\n".encode()
    assert not (district / "one" / "units.yaml").exists()
    assert not [path for path in district.iterdir() if path.name.endswith(".tmp")]


def test_nobody_else_writes_to_the_folder_above_meanwhile(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, was_put = viewing._replace, []

    def put(view: viewing.View, new: Mapping[str, bytes]) -> None:
        was_put.append(new)
        with pytest.raises(Busy), locked(district, 0):
            pass
        replace(view, new)

    monkeypatch.setattr(viewing, "_replace", put)
    change(district / "one", lambda reading: add_unit(reading, "区档案馆", []))
    assert was_put
    assert (district / LOCK).exists()


@pytest.mark.parametrize("own", [False, True])
def test_who_reads_the_folder_above_holds_its_lock_from_reading_to_writing(district: Path, *, own: bool) -> None:
    """Else a writer beside it could take away the unit that is about to be named."""
    asked = []

    def edit(reading: Reading) -> Edited[object]:
        for folder in (district / "one", district):
            with pytest.raises(Busy), locked(folder, 0):
                pass
        asked.append(own)
        text = reading.parsed["tasks.yaml"].text
        return Edited({"tasks.yaml": text + "# 注\n"}, None) if own else add_unit(reading, "区档案馆", [])  # type: ignore[return-value]

    change(district / "one", edit)
    assert asked == [own]
    with locked(district, 0):
        pass


def test_where_the_folder_above_cannot_be_locked_only_what_lies_there_is_not_written(district: Path) -> None:
    (district / LOCK).mkdir()
    before = (district / "units.yaml").read_bytes()
    with pytest.raises(Refused, match="不是锁文件"):
        change(district / "one", lambda reading: add_unit(reading, "区档案馆", []))
    assert (district / "units.yaml").read_bytes() == before
    change(district / "one", lambda reading: Edited({"tasks.yaml": reading.parsed["tasks.yaml"].text + "# 注\n"}, None))
    assert (district / "one" / "tasks.yaml").read_text(encoding="utf-8").endswith("# 注\n")


def test_a_registry_beside_it_that_nobody_may_look_into_stands_in_nobody_s_way(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_file = Path.is_file

    def closed(path: Path) -> bool:
        if path.parent.name == "two":
            raise PermissionError(13, "", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", closed)
    change(district / "one", lambda reading: add_unit(reading, "区档案馆", []))
    assert "区档案馆" in (district / "units.yaml").read_text(encoding="utf-8")


def test_what_an_editor_saves_meanwhile_is_not_undone(district: Path) -> None:
    times = iter(range(5))

    def edit(reading: Reading) -> Edited[str]:
        if next(times) == 0:
            with (district / "units.yaml").open("a", encoding="utf-8", newline="\n") as file:
                file.write("  - name: 区统计局\n")
        return add_unit(reading, "区档案馆", [])

    change(district / "one", edit)
    assert [filed.entity.name for filed in read(district / "two").registry.units][-2:] == ["区统计局", "区档案馆"]


def test_what_would_break_another_registry_is_refused(district: Path) -> None:
    tasks = district / "two" / "tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("[区水利局]", "[水务局]"), encoding="utf-8")
    units = district / "units.yaml"
    units.write_text(units.read_text(encoding="utf-8") + "  - {name: 水务局}\n", encoding="utf-8")
    before = units.read_bytes()

    def without_it(reading: Reading) -> Edited[None]:
        text = reading.parsed["../units.yaml"].text
        return Edited({"../units.yaml": text.replace("  - {name: 水务局}\n", "")}, None)

    with pytest.raises(Refused, match=r"two 就不合格"):
        change(district / "one", without_it)
    assert units.read_bytes() == before


def test_what_another_registry_had_wrong_already_does_not_stand_in_the_way(district: Path) -> None:
    (district / "two" / "tasks.yaml").write_text("document: {}\n", encoding="utf-8")
    change(district / "one", lambda reading: rename_unit(reading, "区水利局", "区水务局"))
    assert "区水务局" in (district / "units.yaml").read_text(encoding="utf-8")


def both(reading: Reading) -> Edited[None]:
    """A new unit above, and in the registry a report by it."""
    return Edited(
        {
            "../units.yaml": append(reading.parsed["../units.yaml"].text, "units", {"name": "区档案馆"}),
            "tasks.yaml": reading.parsed["tasks.yaml"].text.replace("[区水利局]", "[区档案馆]", 1),
        },
        None,
    )


def test_of_shared_and_own_files_the_shared_ones_are_written_first(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, written = viewing._replace, []

    def noted(view: viewing.View, new: Mapping[str, bytes]) -> None:
        written.append(list(new))
        replace(view, new)

    monkeypatch.setattr(viewing, "_replace", noted)
    change(district / "one", both)
    assert written == [["../units.yaml"], ["tasks.yaml"]]
    assert "区档案馆" in (district / "one" / "tasks.yaml").read_text(encoding="utf-8")


def test_a_kill_between_the_two_leaves_all_registries_sound(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = viewing._replace

    def killed(view: viewing.View, new: Mapping[str, bytes]) -> None:
        if "tasks.yaml" in new:
            raise KeyboardInterrupt
        replace(view, new)

    monkeypatch.setattr(viewing, "_replace", killed)
    errors = [codes(read(district / name)) for name in ("one", "two")]
    with pytest.raises(KeyboardInterrupt):
        change(district / "one", both)
    assert [codes(read(district / name)) for name in ("one", "two")] == errors
    assert "区档案馆" in (district / "units.yaml").read_text(encoding="utf-8")


def test_a_first_step_that_would_break_this_registry_is_refused(district: Path) -> None:
    def renamed(reading: Reading) -> Edited[None]:
        texts = {name: reading.parsed[name].text for name in ("../units.yaml", "tasks.yaml")}
        return Edited({name: text.replace("区水利局", "区水务局") for name, text in texts.items()}, None)

    before = {path: path.read_bytes() for path in (district / "units.yaml", district / "one" / "tasks.yaml")}
    (district / "two" / "tasks.yaml").unlink()
    with pytest.raises(Refused, match="先写"):
        change(district / "one", renamed)
    assert {path: path.read_bytes() for path in before} == before


def test_people_who_can_no_longer_be_read_are_not_taken_for_gone(district: Path) -> None:
    before = in_folder(district / "one", "one")
    (district / "people.yaml").write_text(
        "people:\n  - {name: 李某某, post: 副区长}\n  - {name: 王某某\n", encoding="utf-8"
    )
    after = in_folder(district / "one", "one")
    sides = [Side(version.reading.registry, version.texts, version.lossy) for version in (before, after)]
    assert [(change.kind, change.subject) for change in compare(*sides)] == [("unreadable", "王某某")]


def test_a_revision_has_the_shared_files_of_its_time(district: Path, git: Callable[..., str]) -> None:
    git("init", "--quiet", "--initial-branch=main", ".", cwd=district)
    git("add", "--all", cwd=district)
    git("commit", "--quiet", "--message=x", cwd=district)
    (district / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    one = district / "one"
    then = Repository(one).version("HEAD", None, one)
    assert [filed.entity.name for filed in then.reading.registry.people] == ["李某某", "王某某"]
    assert [filed.entity.name for filed in read(one).registry.people] == ["李某某"]
