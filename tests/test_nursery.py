"""A forked `dcgd` is as one that was started: it says the same, ends as it does, and is where it was asked to be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from systems import posix

pytestmark = posix("processes are forked")
if sys.platform != "win32":
    import nursery
    from terminal import talk


STARTED = "import sys; sys.argv[0] = 'dcgd'; from dcgd.__main__ import main; main()"


@pytest.mark.parametrize("code", [0, 1, 2])
def test_it_says_and_ends_as_one_that_is_started(code: int, tmp_path: Path) -> None:
    words = (("units", "--help"), ("validate", "."), ("list", "x"))[code]
    (tmp_path / "tasks.yaml").write_text("", encoding="utf-8")
    command = [sys.executable, "-c", STARTED, *words]
    started = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    with (tmp_path / "out").open("w+") as out, (tmp_path / "err").open("w+") as err, Path(os.devnull).open() as nothing:
        files = (nothing.fileno(), out.fileno(), err.fileno())
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            child = nursery.born(nursery.address(), words, files, os.environ, terminal=False)
        assert child.wait() == started.returncode == code
    assert (tmp_path / "out").read_text(encoding="utf-8") == started.stdout
    assert (tmp_path / "err").read_text(encoding="utf-8") == started.stderr


def test_at_a_terminal_both_ask_and_are_interrupted_alike(example: Path) -> None:
    words = ("progress", "fill", "--period", "2026-03", "--unit", "区科技局", "--data", str(example))
    ways: tuple[dict[str, str], ...] = ({}, {"LC_ALL": "C.UTF-8"})
    assert [nursery.is_at_home(env) for env in ways] == [True, False]
    forked, started = (talk(words, ("本期完成（完成百分比，%）：", "q"), **env, DCGD_CACHE="0") for env in ways)
    assert forked == started
    for env in ways:
        shown, code = talk(words, ("本期完成（完成百分比，%）：", "\x03"), **env, DCGD_CACHE="0")
        assert (code, shown.splitlines()[-1]) == (130, "已中断。")
