"""Every example file is a test case, and every code has an example: see tests/examples/README.md."""

import codecs
import re
import shutil
from pathlib import Path

import pytest

from dcgd.diagnostics import Diagnostic, Severity
from dcgd.registry.codes import all_codes
from dcgd.registry.load import read
from dcgd.source import files

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NEGATIVE = sorted(path.name for path in (EXAMPLES / "negative").iterdir())
POSITIVE = sorted(path.name for path in (EXAMPLES / "positive").iterdir())
EXPECTED = re.compile(r"^#> (\d+):(\d+) ([a-z0-9-]+)", re.MULTILINE)

Place = tuple[int, int, str]


def place_of(name: str) -> str:
    """`tab.tasks.yaml` → `tasks.yaml`, `x.progress.2023-06.yaml` → `progress/2023-06.yaml`."""
    return name.split(".", 1)[1].replace("progress.", "progress/")


def expected(data: bytes) -> list[Place]:
    if data.startswith(codecs.BOM_UTF16_LE):
        text = data.decode("utf-16")
    else:
        text = data.removeprefix(codecs.BOM_UTF8).decode("latin-1").replace("\0", "").replace("\r", "\n")
    return [(int(line), int(column), code) for line, column, code in EXPECTED.findall(text)]


def examine(folder: Path, path: Path) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What is said of the example's file, and the errors of the other files."""
    shutil.copytree(EXAMPLES / "base", folder)
    target = folder / place_of(path.name)
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, target)
    diagnostics = read(folder, "").diagnostics
    own = [diagnostic for diagnostic in diagnostics if diagnostic.file == place_of(path.name)]
    return own, [
        diagnostic for diagnostic in diagnostics if diagnostic not in own and diagnostic.severity is Severity.ERROR
    ]


def places(diagnostics: list[Diagnostic]) -> list[Place]:
    return [(diagnostic.line, diagnostic.column, diagnostic.code) for diagnostic in diagnostics]


def test_the_base_is_sound() -> None:
    assert read(EXAMPLES / "base").diagnostics == []


@pytest.mark.parametrize("name", NEGATIVE)
def test_a_negative_example_shows_exactly_what_it_says_in_order(name: str, tmp_path: Path) -> None:
    path = EXAMPLES / "negative" / name
    own, others = examine(tmp_path / "registry", path)
    assert places(own) == expected(path.read_bytes())
    assert others == []


@pytest.mark.parametrize("name", NEGATIVE)
def test_a_message_is_chinese_and_says_how_to_mend_it(name: str, tmp_path: Path) -> None:
    for diagnostic in examine(tmp_path / "registry", EXAMPLES / "negative" / name)[0]:
        assert re.search("[\u4e00-\u9fff]", diagnostic.message), diagnostic
        assert diagnostic.severity is all_codes()[diagnostic.code].severity
        # A number or a date is mended by what the message says; a remark needs no mending.
        assert (
            diagnostic.hint
            or diagnostic.code in ("bad-number", "bad-date", "wrong-type")
            or diagnostic.severity is Severity.INFO
        )
        assert "\n" not in diagnostic.message + diagnostic.hint


@pytest.mark.parametrize("name", POSITIVE)
def test_a_positive_example_has_nothing_wrong(name: str, tmp_path: Path) -> None:
    path = EXAMPLES / "positive" / name
    own, others = examine(tmp_path / "registry", path)
    assert expected(path.read_bytes()) == []
    assert own == []
    assert others == []


OUTSIDE = {
    "unread-data",
    "unread-copy",
    "missing-file",
    "unreadable-file",
    "file-too-large",
    "link-outside",
    "official-text",
    "evidence-missing",
    "evidence-changed",
    "link-unknown",
    "link-elsewhere",
    "sealed-changed",
    "sealed-lost",
    "seal-forged",
    "seal-chain",
    "seal-unknown",
    "seal-evidence",
}
"""Codes that no content of a file shows; they have tests of their own below, in test_links.py and cli/test_seal.py."""


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    shown = {
        code for name in NEGATIVE for _, _, code in expected((EXAMPLES / "negative" / name).read_bytes())
    } | OUTSIDE
    assert shown == set(all_codes())


@pytest.mark.parametrize("missing", ["tasks.yaml", "units.yaml"])
def test_missing_file(missing: str, tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(EXAMPLES / "base", folder)
    (folder / missing).unlink()
    diagnostics = read(folder, "").diagnostics
    assert [(diagnostic.file, diagnostic.line, diagnostic.column, diagnostic.code) for diagnostic in diagnostics] == [
        (missing, 1, 1, "missing-file")
    ]
    assert "dcgd init" in diagnostics[0].hint


def test_a_missing_file_may_be_there_under_another_name(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(EXAMPLES / "base", folder)
    (folder / "units.yaml").rename(folder / "unit.yml")
    unread, missing = [
        diagnostic for diagnostic in read(folder, "").diagnostics if diagnostic.severity is Severity.ERROR
    ]
    assert (missing.file, missing.code) == ("units.yaml", "missing-file")
    assert (unread.file, unread.code) == ("unit.yml", "unread-data")
    assert "unit.yml" in missing.hint
    assert unread.hint == "改名为 units.yaml；已有的，把缺的并进去"


def test_unreadable_file(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(EXAMPLES / "base", folder)
    (folder / "rules.yaml").mkdir()
    [diagnostic] = read(folder, "").diagnostics
    assert (diagnostic.file, diagnostic.line, diagnostic.column, diagnostic.code) == (
        "rules.yaml",
        1,
        1,
        "unreadable-file",
    )


def test_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 200)
    [matching] = [
        diagnostic for diagnostic in read(EXAMPLES / "base", "").diagnostics if diagnostic.code == "file-too-large"
    ]
    assert (matching.file, matching.line, matching.column) == ("tasks.yaml", 1, 1)
