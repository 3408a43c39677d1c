"""`dcgd import --explain`: why one line was read so; nothing is written."""

import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
NOTICE = Path(__file__).resolve().parents[2] / "examples/notice.md"


def test_one_line_is_explained_and_nothing_written(call: Run, tmp_path: Path) -> None:
    done = call("import", str(NOTICE), "--explain", "15", cwd=tmp_path)

    assert done.returncode == 0
    assert "任务 1（培育创新型企业，原文编号 1）：" in done.stdout
    assert "里的 12 家" in done.stdout
    assert list(tmp_path.iterdir()) == []
    beyond = call("import", str(NOTICE), "--explain", "999", cwd=tmp_path)
    assert (beyond.returncode, beyond.stdout) == (2, "")
    assert "没有第 999 行" in beyond.stderr
