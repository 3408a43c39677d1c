"""LibreOffice is run where it can do no harm: in a profile without macros, for so long, and with all it starts."""

import os
import select
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.source import office
from dcgd.source.office import as_pdf, renewed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are shell scripts")
Program = Callable[[str], str]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A program of these shell lines in the place of LibreOffice; `$out` and `$given` are what it is asked for."""

    def write(lines: str) -> str:
        path = tmp_path / "soffice"
        find = (
            'profile=${4#*file://}; while [ "$1" != --convert-to ]; do shift; done\n'
            'form=$2; out=$4; given=$5; mkdir -p "$out"\n'
        )
        path.write_text(f"#!/bin/sh\n{find}{lines}\n", encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    return write


COPY = 'cp "$given" "$out/in.$form"'


def test_what_it_writes_is_the_answer(program: Program) -> None:
    assert renewed(program(COPY), b"old", ".doc", "docx") == b"old"


def test_a_paper_is_printed_in_the_same_way(program: Program, tmp_path: Path) -> None:
    (tmp_path / "通报.docx").write_bytes(b"paper")
    assert as_pdf(program(COPY), tmp_path / "通报.docx") == b"paper"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["soffice", "通报.docx"]


def test_no_macro_runs_and_no_link_is_followed(program: Program) -> None:
    settings = renewed(program('cp "$profile/user/registrymodifications.xcu" "$out/in.$form"'), b"old", ".doc", "docx")
    assert settings is not None
    for said in ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks"):
        assert f'"{said}" oor:op="fuse"><value>true<' in settings.decode()
    assert settings.decode().count('"Link"') == 2


def test_one_that_fails_gives_nothing(program: Program) -> None:
    assert renewed(program("exit 3"), b"old", ".doc", "docx") is None
    assert renewed(program('cp "$given" "$out/other.docx"'), b"old", ".doc", "docx") is None


def test_one_that_does_not_end_is_ended_with_what_it_has_started(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(office, "_SECONDS_OF_OTHERS", 1)
    os.mkfifo(tmp_path / "alive")
    alive = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert renewed(program(f'sleep 300 > "{tmp_path}/alive" & wait'), b"old", ".doc", "docx") is None
        assert select.select([alive], [], [], 60)[0]
        assert os.read(alive, 1) == b"", "nobody writes there any more"
    finally:
        os.close(alive)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps no such limit")
def test_what_it_takes_of_others_files_is_bounded(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_MOST_WRITTEN", 1_000_000)
    assert renewed(program('head -c 3000000 /dev/zero > "$out/in.$form"'), b"old", ".doc", "docx") is None
    answer = renewed(program('ulimit -v > "$out/in.$form"'), b"old", ".doc", "docx")
    assert answer is not None
    assert 0 < int(answer) <= 4_000_000
