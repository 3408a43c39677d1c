"""Characters on their way out: none is lost in a file or a pipe of any system, and no terminal's encoding crashes."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from systems import posix

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/yunxi-2025"
DCGD = [sys.executable, "-m", "dcgd"]
RARE = "加强水利和农村治污𠀀"
"""The last is in no GBK."""
SYSTEMS = {"gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030", "ascii": "utf-8", "latin-1": "utf-8",
           "cp1252": "utf-8", "big5": "utf-8", "shift_jis": "utf-8", "utf-8": "utf-8", "utf-16": "utf-16"}  # fmt: skip
"""Encodings that a system may have, and that of what leaves the program there."""


@pytest.fixture(scope="module")
def rare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry with a title, a unit and a file's name that GBK does not hold; nothing here changes it."""
    folder = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("rare") / "example")
    tasks = folder / "tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace(RARE[:-1], RARE), encoding="utf-8")
    (folder / "progress" / "𠀀.yaml").write_text("x: 1\n")
    return folder


def environment(rare: Path, system: str) -> dict[str, str]:
    """That of a process where the system has an encoding; all share one index."""
    cache = str(rare.parent / "cache")
    return {**os.environ, "PYTHONIOENCODING": system, "DCGD_DATA": str(rare), "DCGD_CACHE": cache}


def said(rare: Path, system: str, *args: str) -> bytes:
    """What a command writes into a pipe where the system has an encoding."""
    env = environment(rare, system)
    done = subprocess.run([*DCGD, *args], env=env, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert "?" not in done.stderr.decode(SYSTEMS[system])
    return done.stdout


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_people_read_is_in_the_systems_encoding_or_one_that_holds_all(rare: Path, system: str) -> None:
    for args in (["list", "--format", "tsv"], ["list", "--format", "table"], ["show", "5"]):
        assert RARE in said(rare, system, *args).decode(SYSTEMS[system])
    assert "𠀀.yaml" in said(rare, system, "validate").decode(SYSTEMS[system])


@pytest.mark.parametrize("system", ["gbk", "ascii", "utf-8"])
def test_what_programs_read_is_read_as_utf8(rare: Path, system: str) -> None:
    for form, load in (("json", json.loads), ("yaml", yaml.safe_load)):
        assert RARE in [row["title"] for row in load(said(rare, system, "list", "--format", form).decode())]
        assert load(said(rare, system, "show", "5", "--format", form).decode())["title"] == RARE
    rows = csv.reader(io.StringIO(said(rare, system, "list", "--format", "csv", "--bom").decode("utf-8-sig")))
    assert RARE in [row[2] for row in rows]
    assert said(rare, system, "list", "--format", "csv", "--bom").startswith(b"\xef\xbb\xbf")
    diagnostics = json.loads(said(rare, system, "validate", "--format", "json"))
    assert any(diagnostic["file"].endswith("𠀀.yaml") for diagnostic in diagnostics)
    xml = ElementTree.fromstring(said(rare, system, "validate", "--format", "junit"))
    assert "𠀀.yaml" in "".join(xml.itertext())


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_what_programs_read_is_read_in_the_systems_encoding_too(rare: Path, form: str) -> None:
    """PowerShell takes what it gets for that."""
    out = said(rare, "gbk", "list", "--format", form)
    assert out.isascii()
    assert RARE in [row["title"] for row in yaml.safe_load(out.decode("gbk").replace("\\ud840\\udc00", "𠀀"))]


@posix("POSIX terminals")
@pytest.mark.parametrize("system", ["gbk", "ascii"])
@pytest.mark.parametrize(
    ("args", "words"),
    [
        ("list", RARE[:-1] + "?"),
        ("show 5", RARE[:-1] + "?"),
        ("list --format json", RARE[:-1] + "\\ud840\\udc00"),
        ("list --format yaml", "\\U00020000"),
        ("summary -o -", "重点工作任务进展情况"),
    ],
)
def test_a_terminal_shows_what_it_can_and_nothing_crashes(rare: Path, system: str, args: str, words: str) -> None:
    import pty

    parent, child = pty.openpty()
    env = {**environment(rare, system), "COLUMNS": "200", "NO_COLOR": "1"}
    with subprocess.Popen([*DCGD, *args.split()], env=env, stdout=child, stderr=child) as process:
        os.close(child)
        shown = b""
        while chunk := _read(parent):
            shown += chunk
    os.close(parent)
    assert process.returncode == 0
    text = shown.decode(system)
    assert "Traceback" not in text
    assert system != "gbk" or words in text


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""
