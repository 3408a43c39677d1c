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
    found = [Path(each) for each in files.registries(str(tmp_path))]
    assert found == [tmp_path / "a/2023", tmp_path / "b"]
    assert [Path(each) for each in files.registries(str(tmp_path / "b"))] == [tmp_path / "b"]
    assert list(files.registries(str(tmp_path / "nowhere"))) == []


def test_reports_are_read_by_period(tmp_path: Path) -> None:
    make(tmp_path, "progress/2023-07.yaml", "progress/2023-06.yaml", "progress/x.txt", "progress/.2023-06.yaml.a.tmp")
    assert [path.name for path in files.progress_files(tmp_path)] == ["2023-06.yaml", "2023-07.yaml"]


def test_the_index_looks_at_the_same_files(tmp_path: Path) -> None:
    make(tmp_path, "tasks.yaml", "units.yaml", "rules.yaml", "notices.yaml", "notes.yaml", "progress/2023-06.yaml")
    make(tmp_path, "progress/.yaml", "progress/x.yml")
    expected = {path.relative_to(tmp_path).as_posix() for path in files.present(tmp_path)}
    assert set(file_names(str(tmp_path))) == expected
