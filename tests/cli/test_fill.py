"""`dcgd progress fill`: a month asked for item by item; who breaks off loses nothing, and nothing is half written."""

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.registry.load import read
from stamps import unstamped
from systems import posix
from terminal import KILL, talk

Run = Callable[..., subprocess.CompletedProcess[str]]
FILL = ("progress", "fill", "--period", "2025-10")
WORDS = (("进展情况", "又新增 3 家"), ("存在问题", "无"), ("下一步打算", ""), ("佐证", "公示.pdf"))
ELEVEN = (("本期完成（家）：", "11"), *WORDS)
"""The answers about 1-1, the first item of 区科学技术局."""


@pytest.fixture
def october(example: Path) -> Path:
    """The example in November, before anything of October was reported."""
    for name in ("2025-10", "2025-11", "2025-12", "2026-01"):
        (example / f"progress/{name}.yaml").unlink()
    return example


def of(folder: Path, unit: str = "区科技局") -> tuple[str, ...]:
    return (*FILL, "--unit", unit, "--data", str(folder))


def written(folder: Path) -> list[str]:
    """The reports of October, as they stand in their file."""
    path = folder / "progress/2025-10.yaml"
    return unstamped(path.read_text(encoding="utf-8")).splitlines()[2:] if path.exists() else []


def test_who_is_not_at_a_terminal_is_told_what_to_use(october: Path, call: Run) -> None:
    done = call(*of(october))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("错误：progress fill 要在终端里运行")
    for other in ("dcgd progress add", "dcgd progress template", "dcgd progress collect"):
        assert other in done.stderr
    assert written(october) == []


@posix("terminals are POSIX here")
def test_items_are_asked_for_one_by_one_shown_together_and_written_once(october: Path) -> None:
    shown, code = talk(
        of(october), *ELEVEN,
        ("[2/3]", ""), ("[3/3]", "45"), ("进展情况", ""), ("存在问题", "设备没有到"), ("下一步", "催"), ("佐证", ""),
        ("写入这 2 项吗", "y"),
    )  # fmt: skip
    assert code == 0, shown
    assert "上次：8 家（2025.9.30）　序时进度：应达约 13 家（83.3%）" in shown
    assert "已登记 2 条，写入 " in shown
    assert written(october) == [
        "  - {target: 1-1, date: 2025-10-31, value: 11, by: 区科学技术局, note: 又新增 3 家, evidence: 公示.pdf}",
        "  - {milestone: 3-m1, date: 2025-10-31, percent: 45, by: 区科学技术局, difficulty: 设备没有到, next_step: 催}",
    ]
    assert read(october).diagnostics == []


@posix("terminals are POSIX here")
def test_a_share_is_asked_for_in_the_measure_of_its_target(october: Path) -> None:
    shown, code = talk(
        of(october, "柳园街道"),
        ("本期完成（张）：", "50.5"), ("50.5 张 不是整数，张是一个一个数的", ""), ("本期完成（张）：", "50"),
        ("进展情况", ""), ("存在问题", ""), ("下一步", ""), ("佐证", ""), ("写入这 1 项吗", "y"),
    )  # fmt: skip
    assert code == 0, shown
    assert written(october) == [
        "  - {target: 13-1, share: 柳园街道, date: 2025-10-31, value: 50, by: 柳园街道办事处}",
    ]


@posix("terminals are POSIX here")
def test_what_is_odd_is_told_and_asked_for_again(october: Path) -> None:
    shown, code = talk(
        of(october),
        ("本期完成（家）：", "九"), ("“九”不是数", "9个"), ("“9个”的计量单位是“个”，这个目标按“家”计", "7"),
        ("确是更正", ""),
        ("本期完成（家）：", "120"), ("120 家是目标值 15 家的 8 倍", ""),
        ("本期完成（家）：", "7"), ("确是更正", "y"), ("进展情况", "q"), ("写入这 1 项吗", "y"),
    )  # fmt: skip
    assert code == 0, shown
    assert "累计数不能变小：2025-09-30 已报 8 家，这次是 7 家" in shown
    assert written(october) == ["  - {target: 1-1, date: 2025-10-31, value: 7, by: 区科学技术局, correction: true}"]


@posix("terminals are POSIX here")
def test_a_doubt_that_is_meant_is_recorded(october: Path) -> None:
    shown, code = talk(
        of(october), ("本期完成（家）：", "120"), ("回车重填：", "y"), ("进展情况", "q"), ("写入这 1 项吗", "y")
    )  # fmt: skip
    assert code == 0, shown
    assert "核对过" in shown
    assert written(october) == ["  - {target: 1-1, date: 2025-10-31, value: 120, by: 区科学技术局}"]


@posix("terminals are POSIX here")
@pytest.mark.parametrize("end", ["\x03", "\x04", KILL], ids=["Ctrl-C", "Ctrl-D", "kill"])
def test_who_breaks_off_goes_on_where_it_was(end: str, october: Path) -> None:
    shown, code = talk(of(october), *ELEVEN, ("本期完成（家）：", "100"), ("进展情况", "在办"), ("存在问题", end))
    assert written(october) == []
    if end != KILL:
        assert code == 130
        assert f"填过的 2 项留作草稿；接着填：dcgd {' '.join(of(october))}" in shown
    assert "Traceback" not in shown
    shown, code = talk(
        of(october), ("上次填了 2 项还没有写入；接着填吗", ""),
        ("本期完成（家） [100]：", ""), ("进展情况 [在办]：", "q"), ("写入这 2 项吗", "y"),
    )  # fmt: skip
    assert code == 0, shown
    assert [line.split(", by")[0] for line in written(october)] == [
        "  - {target: 1-1, date: 2025-10-31, value: 11",
        "  - {target: 1-2, date: 2025-10-31, value: 100",
    ]
    assert "note: 在办" in written(october)[1]
    shown, _code = talk(of(october), ("[1/3]", "q"))
    assert "上次填了" not in shown


@posix("terminals are POSIX here")
def test_going_back_and_changing_ones_mind(october: Path) -> None:
    shown, code = talk(
        of(october), *ELEVEN, ("[2/3]", "<"), ("本期完成（家） [11]：", "12"),
        ("进展情况 [又新增 3 家]：", "-"), ("存在问题", "<"), ("本期完成（家） [12]：", ""), ("进展情况：", "四家"),
        ("存在问题", ""), ("下一步", ""), ("佐证", "-"), ("[2/3]", "q"), ("写入这 1 项吗", "<"),
        ("[3/3]", "q"), ("写入这 1 项吗", ""),
    )  # fmt: skip
    assert (code, written(october)) == (0, [])
    assert "没有写入。填过的 1 项留作草稿" in shown
    shown, code = talk(of(october), ("接着填吗", ""), ("[2/3]", "q"), ("写入这 1 项吗", "y"))
    assert written(october) == ["  - {target: 1-1, date: 2025-10-31, value: 12, by: 区科学技术局, note: 四家}"]


@posix("terminals are POSIX here")
def test_a_draft_can_be_dropped(october: Path) -> None:
    talk(of(october), *ELEVEN, ("[2/3]", "\x03"))
    shown, code = talk(of(october), ("接着填吗", "n"), ("本期完成（家）：", "q"))
    assert (code, written(october)) == (0, [])
    assert "没有填什么，没有写入。" in shown
    assert "上次填了" not in talk(of(october), ("[1/3]", "q"))[0]


@posix("terminals are POSIX here")
def test_a_checkpoint_in_words_is_asked_for_and_needs_no_number(october: Path) -> None:
    path = october / "progress/2025-06.yaml"
    path.write_text(re.sub(r" checkpoint: [\d-]+,", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    shown, code = talk(
        of(october, "区审批局"), ("[1/3]", ""), ("[2/3]", ""), ("16 深化", ""), ("节点“公布新的权责清单”完成了吗", "y"),
        ("进展情况", "已上网"), ("存在问题", ""), ("下一步", ""), ("佐证", ""), ("写入这 1 项吗", "y"),
    )  # fmt: skip
    assert code == 0, shown
    assert written(october) == [
        "  - {task: 16, date: 2025-10-31, by: 区行政审批服务局, checkpoint: 2025-06-30, note: 已上网}"
    ]


@posix("terminals are POSIX here")
def test_what_was_written_and_not_told_is_not_written_twice(october: Path, tmp_path: Path) -> None:
    talk(of(october), *ELEVEN, ("[2/3]", "\x03"), DCGD_CACHE=str(tmp_path / "kept"))
    [draft] = (tmp_path / "kept" / "drafts").iterdir()
    kept = draft.read_bytes()
    again = (("接着填吗", ""), ("[2/3]", "q"), ("写入这 1 项吗", "y"))
    talk(of(october), *again, DCGD_CACHE=str(tmp_path / "kept"))
    draft.write_bytes(kept)
    draft.chmod(0o600)
    shown, _code = talk(of(october), *again, DCGD_CACHE=str(tmp_path / "kept"))
    assert "已登记 0 条（另有 1 条已经登记过）" in shown
    assert len(written(october)) == 1


@posix("terminals are POSIX here")
@pytest.mark.parametrize("spoilt", [b"", b"[]", b'{"1-1": 3}', b'{"1-1": {"amount": 3}}', b"[" * 100_000])
def test_a_draft_that_is_none_is_passed_over(spoilt: bytes, october: Path, tmp_path: Path) -> None:
    talk(of(october), *ELEVEN, ("[2/3]", "\x03"), DCGD_CACHE=str(tmp_path / "kept"))
    [draft] = (tmp_path / "kept" / "drafts").iterdir()
    draft.write_bytes(spoilt)
    shown, code = talk(of(october), ("[1/3]", "q"), DCGD_CACHE=str(tmp_path / "kept"))
    assert (code, "上次填了" in shown) == (0, False), shown


@posix("terminals are POSIX here")
def test_where_no_draft_can_be_kept_the_commands_are_told(october: Path, call: Run) -> None:
    shown, code = talk(of(october), *ELEVEN, ("[2/3]", "\x03"), DCGD_CACHE="0")
    assert code == 130
    [line] = [line for line in shown.splitlines() if line.startswith("dcgd progress add")]
    assert call(*shlex.split(line)[1:]).returncode == 0
    assert written(october) == [
        "  - {target: 1-1, date: 2025-10-31, value: 11, by: 区科学技术局, note: 又新增 3 家, evidence: 公示.pdf}"
    ]


@posix("terminals are POSIX here")
def test_on_a_narrow_terminal_what_is_known_is_wrapped(october: Path) -> None:
    shown, code = talk(of(october), ("本期完成（家）：", "q"), COLUMNS="24")
    assert code == 0
    lines = shown.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("[1/3]"))
    assert "".join(lines[start : start + 3]).startswith("[1/3] 1-1 新增高新技术企业")
    assert [line for line in lines[start : start + 6] if len(line.encode("gb18030")) > 24] == []


@posix("terminals are POSIX here")
def test_in_a_locale_without_chinese_what_is_typed_arrives(october: Path) -> None:
    ahead = "11\n又新增\n\n\n\nq\ny"
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    shown, code = talk(of(october), ("[1/3]", ahead), **plain)
    assert code == 0, shown
    assert written(october) == ["  - {target: 1-1, date: 2025-10-31, value: 11, by: 区科学技术局, note: 又新增}"]


@posix("terminals are POSIX here")
def test_on_a_terminal_of_gbk_what_is_typed_arrives(october: Path) -> None:
    ahead = "11\n又新增\n\n\n\nq\ny".encode("gbk").decode("utf-8", "surrogateescape")
    shown, code = talk(of(october), ("[1/3]", ahead), PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert code == 0, shown
    assert written(october) == ["  - {target: 1-1, date: 2025-10-31, value: 11, by: 区科学技术局, note: 又新增}"]


@posix("terminals are POSIX here")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "区财政局"), "没有要填的事项；牵头的才填"),
        (("--unit", "区水力局"), "没有“区水力局”；是不是：区水利局"),
        (("--period", "2099-01"), "2099-01 还没有到"),
    ],
)
def test_where_there_is_nothing_to_fill_it_is_said(words: tuple[str, ...], said: str, october: Path) -> None:
    shown, code = talk((*FILL, *words, "--data", str(october)))
    assert code == 2
    assert said in shown
