"""What records first and writes afterwards may be cut off in between: it is said what is done, and how to go on."""

import errno
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.cli import paper
from dcgd.registry.load import read
from systems import full_device, posix
from workbooks import Sheet

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
NOTICE = ("notice", "issue", "--as-of", "2025-09-30", "--data")
PERIOD = ("--period", "2025-09")
WAYS = {
    "a full disk": (OSError(errno.ENOSPC, "No space left on device"), 2),
    "no permission": (PermissionError(errno.EACCES, "Permission denied"), 2),
    "Ctrl-C": (KeyboardInterrupt(), 130),
    "a fault of the program": (RuntimeError("?"), 3),
}


@pytest.fixture(params=WAYS)
def cut_off(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], int]:
    """Have the writing of papers end in some way after so many; returns the exit code that this gives."""
    error, code = WAYS[request.param]

    def after(count: int) -> int:
        really, done = paper.write, iter(range(count))

        def write(path: Path, data: bytes, *, force: bool) -> None:
            if next(done, None) is None:
                raise error
            really(path, data, force=force)

        monkeypatch.setattr(paper, "write", write)
        return code

    return after


def numbers(example: Path) -> list[str]:
    return [filed.entity.number for filed in read(example).registry.notices]


def sheets(folder: Path) -> set[str]:
    return {path.name.split(" ")[0] for path in folder.iterdir()} if folder.is_dir() else set()


@pytest.mark.parametrize("done", [0, 2])
def test_notices_that_are_numbered_and_not_printed_are_named_with_what_prints_them(
    done: int, cut_off: Callable[[int], int], call: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = numbers(example)
    with monkeypatch.context():
        code = cut_off(done)
        said = call(*NOTICE, str(example), "-o", "督办 单")
    assert said.returncode == code
    fresh = numbers(example)[len(before) :]
    assert len(fresh) > 2
    assert sheets(tmp_path / "督办 单") == set(fresh[:done])
    told = next(line for line in said.stderr.splitlines() if "已经编号登记" in line)
    assert "、".join(fresh[done:]) in told
    command = shlex.split(told.partition("；打印：")[2])
    assert command[:3] == ["dcgd", "notice", "print"]
    monkeypatch.undo()
    again = call(*command[1:])
    assert again.returncode == 0, again.stderr
    assert sheets(tmp_path / "督办 单") == set(fresh)
    assert numbers(example) == [*before, *fresh]


@posix("limits of processes are POSIX")
def test_a_real_limit_between_the_log_and_the_papers(example: Path, tmp_path: Path) -> None:
    """The registry's files fit under it, a Word file does not."""
    import resource

    most = 2 * (example / "notices.yaml").stat().st_size
    done = subprocess.run(
        [sys.executable, "-m", "dcgd", *NOTICE, str(example), "--task", "9-2"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    assert done.returncode == 2
    assert "DB-2025-004" in numbers(example)
    assert "没有文件的督办单：DB-2025-004；打印：dcgd notice print DB-2025-004 -o 督办单 --data" in done.stderr
    assert "错误：" in done.stderr


def test_who_was_killed_in_between_is_told_when_he_tries_again(call: Run, example: Path, tmp_path: Path) -> None:
    """Nothing can be said by who is killed. On the same day the next one sees what has no paper."""
    assert call(*NOTICE, str(example), "--task", "9-2").returncode == 0
    [sheet] = (tmp_path / "督办单").iterdir()
    sheet.unlink()
    for asked in (("--task", "9-2"), ("--task", "1-1")):
        said = call(*NOTICE, str(example), *asked)
        assert (
            "而 督办单 里没有文件的督办单：DB-2025-004；打印：dcgd notice print DB-2025-004 -o 督办单 --data"
            in said.stderr
        )
    assert call("notice", "print", "DB-2025-004", "--data", str(example)).returncode == 0
    assert "已经编号登记" not in call(*NOTICE, str(example), "--task", "9-2").stderr
    said = call("notice", "issue", "--as-of", "2025-10-01", "--data", str(example), "--task", "9-2")
    assert "已经编号登记" not in said.stderr
    assert "再打印已经发出的：dcgd notice print 单号" in said.stderr


def test_of_several_papers_it_is_said_how_many_are_there(
    cut_off: Callable[[int], int], call: Run, example: Path, tmp_path: Path
) -> None:
    code = cut_off(2)
    said = call("export", "csv", "-o", "表", "--data", str(example))
    assert said.returncode == code
    assert len(list((tmp_path / "表").iterdir())) == 2
    assert "写好了 2 个文件，还有 " in said.stderr


def test_of_several_forms_the_units_without_one_are_named(
    call: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dcgd.cli import form_files
    from dcgd.source.files import write as really

    done = iter(range(2))

    def write(path: Path, data: bytes) -> None:
        if next(done, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        really(path, data)

    monkeypatch.setattr(form_files, "write", write)
    said = call("progress", "template", *PERIOD, "-u", "科技局", "-u", "水利局", "-u", "民政局", "--data", str(example))
    assert said.returncode == 2
    [there, _other] = sorted(path.name.split("_")[0] for path in (tmp_path / "填报表-2025-09").iterdir())
    told = next(line for line in said.stderr.splitlines() if line.startswith("写好了 2 个工作簿，还没有写的单位："))
    assert there not in told
    assert "补写用 -u 指明单位" in told


full = full_device


def onto_a_full_disk(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    with Path("/dev/full").open("w") as stdout:
        return subprocess.run(
            [sys.executable, "-m", "dcgd", *args],
            cwd=cwd, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip


@full
def test_reports_that_are_recorded_are_said_to_be(call: Run, example: Path, tmp_path: Path) -> None:
    asked = ("progress", "template", *PERIOD, "-u", "区卫生健康局", "-o", "表", "--data", str(example))
    assert call(*asked).returncode == 0
    [form] = (tmp_path / "表").iterdir()
    form.write_bytes(Sheet(form.read_bytes()).fill(t12_1=3.15).bytes())
    collect = ("progress", "collect", "表", *PERIOD, "--data", str(example))
    before = len(read(example).registry.reports)
    done = onto_a_full_disk(*collect, cwd=tmp_path)
    assert done.returncode == 2
    assert "已经登记 1 条；再收一次不会登记两遍" in done.stderr
    assert len(read(example).registry.reports) == before + 1
    assert call(*collect).returncode == 0
    assert len(read(example).registry.reports) == before + 1
    assert "已经登记" not in onto_a_full_disk(*collect, "--dry-run", cwd=tmp_path).stderr


@full
def test_an_import_and_an_update_that_are_written_are_said_to_be(tmp_path: Path) -> None:
    notice = ROOT / "examples" / "notice.md"
    done = onto_a_full_disk("import", str(notice), "-o", "云汐", cwd=tmp_path)
    assert done.returncode == 2
    assert "写好了：云汐" in done.stderr
    assert (tmp_path / "云汐" / "tasks.yaml").exists()
    newer = tmp_path / "新.md"
    newer.write_text(notice.read_text("utf-8").replace("区水利局", "区水务局"), encoding="utf-8")
    done = onto_a_full_disk("import", "新.md", "--update", "云汐", cwd=tmp_path)
    assert done.returncode == 2
    assert "更新已经写入 云汐：source/" in done.stderr
    assert "区水务局" in (tmp_path / "云汐" / "tasks.yaml").read_text("utf-8")
