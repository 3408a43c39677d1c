"""What is wrong between registries is told at its place in the file."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from dcgd.index.links import diagnostics_across
from districts import BASE, opened

TARGET = "          - id: 1-1\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two registries of one content and two numbers."""
    city, district = tmp_path / "city", tmp_path / "district"
    for folder in (city, district):
        shutil.copytree(BASE, folder)
    text = (city / "tasks.yaml").read_text(encoding="utf-8")
    (city / "tasks.yaml").write_text(text.replace("甲政字〔2023〕1号", "市政字〔2023〕1号"), encoding="utf-8")
    return city, district


def link(district: Path, *links: str) -> None:
    text = (district / "tasks.yaml").read_text(encoding="utf-8")
    line = f"            implements: [{', '.join(links)}]\n"
    (district / "tasks.yaml").write_text(text.replace(TARGET, TARGET + line), encoding="utf-8")


def test_without_links_no_file_is_read_again(pair: tuple[Path, Path]) -> None:
    with closing(opened(*pair)) as connection:
        (pair[0] / "tasks.yaml").unlink()
        assert list(diagnostics_across(connection)) == []


def test_an_unknown_number_is_told_where_it_stands(pair: tuple[Path, Path]) -> None:
    link(pair[1], "市政字〔2023〕1号:1-1", "市政字(2023)1号:1-7")
    with closing(opened(*pair)) as connection:
        [(_document, told)] = diagnostics_across(connection)
    assert (told.file, told.code, told.line, told.column) == ("tasks.yaml", "link-unknown", 18, 43)


def test_validate_tells_it_of_several_registries_only(
    pair: tuple[Path, Path], call: Callable[..., CompletedProcess[str]]
) -> None:
    link(pair[1], "市政字〔2023〕1号:1-7")
    together = call("validate", str(pair[0]), str(pair[1]))
    assert together.returncode == 1
    assert (
        "tasks.yaml:18:26: 错误 link-unknown 市政字〔2023〕1号 里没有编号“1-7”；是不是：1-1、1-m1、1？"
        in together.stdout
    )
    alone = call("validate", str(pair[1]))
    assert (alone.returncode, alone.stdout.count("link-")) == (0, 0)


def test_what_an_item_implements_is_its_own_and_its_tasks(
    pair: tuple[Path, Path], call: Callable[..., CompletedProcess[str]]
) -> None:
    text = (pair[1] / "tasks.yaml").read_text(encoding="utf-8")
    whole = "        leads: [区科学技术局]\n"
    (pair[1] / "tasks.yaml").write_text(
        text.replace(whole, whole + "        implements: ['市政字〔2023〕1号:1']\n"), encoding="utf-8"
    )
    link(pair[1], "市政字〔2023〕1号:1-1")
    done = call("targets", "--format", "json", "--data", str(pair[1]), "--as-of", "2023-06-30")
    assert '"implements": ["市政字〔2023〕1号:1", "市政字〔2023〕1号:1-1"]' in done.stdout
