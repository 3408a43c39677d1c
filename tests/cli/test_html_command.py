"""`dcgd export html` writes the dashboard where it is told to, and says what it cannot do."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
EXAMPLE = str(Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025")
OF_EXAMPLE = ("--data", EXAMPLE, "--as-of", "2025-09-30")


def test_it_writes_a_folder(call: Run, tmp_path: Path) -> None:
    done = call("export", "html", "-o", "site", *OF_EXAMPLE)
    assert (done.returncode, done.stdout) == (0, "")
    assert "site/index.html" in done.stderr.replace("\\", "/")
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "截至 <time>2025年9月30日</time>" in page
    assert (tmp_path / "site" / "assets" / "d3.min.js").stat().st_size > 200_000


@pytest.mark.parametrize(("out", "written"), [("一页.html", "一页.html"), ("site", "site/index.html")])
def test_a_single_file_goes_by_its_name_or_into_a_folder(call: Run, tmp_path: Path, out: str, written: str) -> None:
    assert call("export", "html", "--single", "-o", out, *OF_EXAMPLE).returncode == 0
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [written]


def test_the_same_registry_on_the_same_day_gives_the_same_bytes(call: Run, tmp_path: Path) -> None:
    for name in ("one.html", "other.html"):
        call("export", "html", "--single", "-o", name, *OF_EXAMPLE)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_writing_again_replaces_and_leaves_other_files_alone(call: Run, tmp_path: Path) -> None:
    call("export", "html", "-o", "site", *OF_EXAMPLE)
    (tmp_path / "site" / "CNAME").write_text("mine", encoding="utf-8")
    done = call("export", "html", "-o", "site", "--data", EXAMPLE, "--as-of", "2025-12-31")
    assert done.returncode == 0
    assert "2025年12月31日" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "site" / "CNAME").read_text(encoding="utf-8") == "mine"


def test_a_file_name_without_single_is_wrong_use(call: Run, tmp_path: Path) -> None:
    done = call("export", "html", "-o", "page.html", *OF_EXAMPLE)
    assert done.returncode == 2
    assert "--single" in done.stderr
    assert not (tmp_path / "page.html").exists()


def test_a_place_that_is_taken_by_something_else_is_named(call: Run, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file", encoding="utf-8")
    done = call("export", "html", "-o", "site", *OF_EXAMPLE)
    assert (done.returncode, done.stderr) == (2, "错误：site 不是文件夹，换一个名字\n")


def test_the_public_edition_lies_in_a_folder_with_its_tables(call: Run, tmp_path: Path) -> None:
    assert call("export", "html", "--public", "-o", "out", *OF_EXAMPLE).returncode == 0
    assert "公开版，截至" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "data" / "items.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_public_edition_is_no_single_file(call: Run, tmp_path: Path) -> None:
    done = call("export", "html", "--public", "--single", "-o", "out", *OF_EXAMPLE)
    assert done.returncode == 2
    assert "--single" in done.stderr
    assert not (tmp_path / "out").exists()


def test_of_a_registry_with_errors_nothing_is_published(call: Run, tmp_path: Path, example: Path) -> None:
    path = example / "tasks.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("public: false", "pubilc: false"), encoding="utf-8", newline="\n")
    done = call("export", "html", "--public", "-o", "out", "--data", str(example), "--as-of", "2025-09-30")
    assert done.returncode == 2
    assert "dcgd validate" in done.stderr
    assert not (tmp_path / "out").exists()
