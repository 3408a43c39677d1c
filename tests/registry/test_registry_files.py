"""Which files make a registry, and where it is."""

from pathlib import Path

from dcgd.index.store import file_names
from dcgd.registry import files


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    return folder


def test_the_nearest_registry_is_at_or_above(tmp_path: Path) -> None:
    make(tmp_path, "data/tasks.yaml", "a/b/c.txt", "a/b/own/tasks.yaml")
    assert files.nearest(tmp_path / "a/b") == tmp_path / "data"
    assert files.nearest(tmp_path / "a/b/own") == tmp_path / "a/b/own"
    assert files.nearest(tmp_path / "data") == tmp_path / "data"


def test_the_shipped_registry_is_one() -> None:
    assert (files.shipped() / files.TASKS).is_file()


def test_registries_below_a_folder(tmp_path: Path) -> None:
    make(
        tmp_path,
        "b/tasks.yaml",
        "a/2023/tasks.yaml",
        "a/2023/old/tasks.yaml",
        ".git/tasks.yaml",
        "c/1/2/3/4/tasks.yaml",
    )
    matching = [Path(registry) for registry in files.registries(str(tmp_path))]
    assert matching == [tmp_path / "a/2023", tmp_path / "b"]
    assert [Path(registry) for registry in files.registries(str(tmp_path / "b"))] == [tmp_path / "b"]
    assert list(files.registries(str(tmp_path / "nowhere"))) == []


def test_what_is_read_by_its_name(tmp_path: Path) -> None:
    read = ("tasks.yaml", "units.yaml", "rules.yaml", "problems.yaml", "notices.yaml", "progress/2023-06.yaml")
    assert all(files.is_read(name) for name in read)
    others = (
        "Tasks.yaml",
        "other.yaml",
        "2023-06.yaml",
        "progress/2023-13.yaml",
        "progress/2023-6.yaml",
        "progress/x.yaml",
    )
    assert not any(files.is_read(name) for name in (*others, "progress/2023/2023-06.yaml", "progress/２023-06.yaml"))


def test_the_names_of_a_folder(tmp_path: Path) -> None:
    expected = [
        "other.yaml",
        "progress/.yaml",
        "progress/2023-06.yaml",
        "progress/2023/09/a.yaml",
        "tasks.yaml",
        "旧/a",
    ]
    make(
        tmp_path,
        *expected,
        "progress/1/2/3/a.yaml",
        "旧/更旧/a",
        "source/a.md",
        ".git/config",
        "own/tasks.yaml",
        "own/a",
    )
    assert files.names(str(tmp_path)) == expected
    (tmp_path / "rules.yaml").mkdir()
    assert "rules.yaml" in files.names(str(tmp_path)), "what stands in a file's place is told"
    assert files.names(str(tmp_path / "nowhere")) == []


def test_the_index_looks_at_the_same_files(tmp_path: Path) -> None:
    make(tmp_path, "tasks.yaml", "rules.yaml", "notices.yaml", "notes.yaml", "progress/2023-06.yaml", "progress/a.md")
    make(tmp_path, "progress/.yaml", "progress/x.yml", "tasks.yaml~")
    expected = ["tasks.yaml", "units.yaml", "notices.yaml", "progress/2023-06.yaml", "progress/x.yml", "rules.yaml"]
    assert file_names(str(tmp_path)) == [*expected, "tasks.yaml~"]
