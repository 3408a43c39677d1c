"""Exit codes, and what is said in Chinese of each way to ask wrongly."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.failures import explain
from dcgd.diagnostics import Diagnostic, Severity
from dcgd.errors import Refused

Call = Callable[..., Any]

WRONG = [
    (("list", "--unit", "区水力局"), "没有“区水力局”；是不是：区水利局？"),
    (("units", "区水力局"), "没有“区水力局”；是不是：区水利局？"),
    (("list", "--unit", ""), "没有“”"),
    (("list", "--section", "十二"), "没有章节“十二”；章节从一到十一"),
    (("list", "--section", "推动乡村振兴"), "没有章节“推动乡村振兴”；是不是：六（推动乡村全面振兴）？"),
    (("lst",), "没有命令“lst”；是不是：list"),
    (("完全不同",), "没有命令“完全不同”"),
    (("list", "--unti", "区水利局"), "没有选项“--unti”；是不是：--unit"),
    (("list", "--unit"), "选项 --unit 后面要有值"),
    (("list", "--bom=3"), "选项 --bom 后面不能有值"),
    (("list", "多余"), "多余的参数：多余"),
    (("list", "--search", "养", "老"), "多余的参数：老；是不是：dcgd list --search '养 老'？"),
    (("--as-of", "2025-09-30", "list"), "没有选项“--as-of”；命令的选项写在命令后面，如 dcgd list --as-of 2025-09-30"),
    (("42",), "没有命令“42”；是不是：dcgd show 42？"),
    (("show",), "缺少参数"),
    (("show", "91"), "没有任务“91”；任务从 1 到 90"),
    (("show", "5-9"), "没有编号“5-9”；是不是：5-1"),
    (("list", "--format", "excel"), "没有格式“excel”；可以是：table（表格）、tsv"),
    (("validate", "--format", "xml"), "没有格式“xml”；可以是：text（文字）、json"),
    (("list", "--role", "lead"), "--role 要与 --unit"),
    (("list", "--unit", "区水利局", "--role", "boss"), "没有角色“boss”；可以是：lead（牵头）、participant（参与）"),
    (("list", "--data", "nowhere"), "错误：nowhere：没有这个文件夹；新建一个用 dcgd init nowhere"),
    (("list", "--data", ""), "--data 后面是空的；写登记册的文件夹"),
    (("validate", "nowhere"), "错误：nowhere：没有这个文件夹"),
    (("export", "sqlite", ".", "--force"), ". 是文件夹，不是文件"),
    (("serve", "--port", "99999"), "--port 应在 0 到 65535 之间，不能是 99999"),
    (("serve", "-p", "八"), "--port 应是整数，不能是“八”"),
    (("sql", "SELECT 1", "--timeout", "0"), "--timeout 应在 0.1 到 3600 之间，不能是 0.0"),
    (("schema", "nosuch"), "没有名称“nosuch”；可以是：tasks（任务）、"),
    (("targets", "--as-of", "2023-02-30"), "--as-of 的“2023-02-30”不是日历上有的日期"),
    (("targets", "--as-of", "6月前"), "--as-of 的“6月前”说不清是期初以前还是期末以前"),
    (("targets", "--status", "逾"), "没有状态“逾”"),
    (("set", "5-1", "value", "-1"), "没有选项“-1”；负数写在最后，前面隔一个 --，如 … -- -1"),
    (("log", "2023-13"), "“2023-13”不是月份"),
    (("log", "13月"), "“13月”不是月份"),
    (("init", "新年", "--carry-over", "nowhere"), "--carry-over nowhere：没有这个文件夹；写上一年的登记册"),
]


@pytest.mark.parametrize(("args", "message"), WRONG, ids=[" ".join(args) for args, _ in WRONG])
def test_wrong_use_is_exit_2_and_one_chinese_sentence(call: Call, args: tuple[str, ...], message: str) -> None:
    said = call(*args)
    assert said.returncode == 2
    assert said.stdout == ""
    assert message in said.stderr
    assert said.stderr.startswith("错误：")
    assert "Traceback" not in said.stderr
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", said.stderr.replace("dcgd init", "")), "English is left"


@pytest.mark.parametrize("wrong", [("--status", "overdu"), ("--as-of", "2023-02-30")])
def test_wrong_use_writes_no_head_of_a_table(call: Call, wrong: tuple[str, str]) -> None:
    assert call("list", "--format", "tsv", *wrong).stdout == ""


def test_a_refusal_names_its_findings_as_validate_does(capsys: pytest.CaptureFixture[str]) -> None:
    diagnostic = Diagnostic(
        "甲.yaml", 3, 5, Severity.ERROR, "notice-unknown", "没有编号“5-9”；是不是：5-1？", "改正编号"
    )
    assert explain(Refused("没有写入。", (diagnostic,))) == 2
    assert capsys.readouterr().err.endswith("甲.yaml:3:5: notice-unknown 没有编号“5-9”；是不是：5-1？改正编号\n")


def test_a_file_given_for_a_folder_is_not_to_be_made_a_registry(call: Call, registry: Path) -> None:
    file = registry / "tasks.yaml"
    said = call("list", "--data", str(file)).stderr
    assert said == f"错误：{file}：是文件；要写登记册的文件夹，如 {registry}\n"


def test_a_sentence_does_not_begin_with_two_colons(call: Call) -> None:
    assert "：：" not in call("validate", "--format", "xml").stderr


def test_a_group_without_a_command_shows_its_help(call: Call) -> None:
    said = call("problem")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("用法：dcgd problem")


def test_version(call: Call) -> None:
    said = call("--version")
    assert said.returncode == 0
    assert re.fullmatch(r"dcgd \d+\.\d+\.\d+\S*\n", said.stdout)


EMPTY = [
    ("list", "--search", "没有的词"),
    ("list", "--unit", "区妇联", "--role", "lead"),
    ("targets", "--unit", "区妇联", "--as-of", "2023-06-30"),
]


@pytest.mark.parametrize("args", EMPTY, ids=" ".join)
def test_nothing_found_is_said_plainly_and_is_exit_0(call: Call, args: tuple[str, ...]) -> None:
    said = call(*args)
    assert said.returncode == 0
    assert len(said.stdout.splitlines()) == 1, "the header of a pipe"
    assert re.search("没有符合条件的.*。", said.stderr)
    assert call(*args, "--format", "json").stdout == "[]\n"


def test_findings_are_exit_1(call: Call, registry: Path) -> None:
    assert call("validate", str(registry)).returncode == 0
    text = (registry / "tasks.yaml").read_text("utf-8")
    (registry / "tasks.yaml").write_text(text.replace("value: 15\n", "value: 十五\n", 1), "utf-8")
    said = call("validate", str(registry))
    assert said.returncode == 1
    assert re.search(r"tasks\.yaml:\d+:\d+: 错误 bad-number “十五”不是数字", said.stdout)
    assert "1 个错误" in said.stderr


def test_the_programs_own_fault_is_exit_3_without_a_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from dcgd.cli import listing

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(listing, "open_session", broken)
    said = call("list")
    assert said.returncode == 3
    assert "程序出错（RuntimeError：broken）" in said.stderr
    assert "Traceback" not in said.stderr
    monkeypatch.setenv("DCGD_DEBUG", "1")
    assert "Traceback" in call("list").stderr


def test_ctrl_c_is_said_and_is_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from dcgd.cli import listing

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "open_session", interrupted)
    said = call("list")
    assert (said.returncode, said.stderr) == (130, "已中断。\n")


def test_the_number_of_a_problem_alone_is_told_the_command_that_shows_it(call: Call) -> None:
    said = call("problem", "WT-2025-007")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("错误：没有命令“WT-2025-007”；是不是：dcgd problem show WT-2025-007？\n")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("list 区水利局", "dcgd list --unit 区水利局"),
        ("list 科技局", "dcgd list --unit 科技局"),
        ("list 区水力局", "dcgd list --unit 区水利局"),
        ("list 第六章", "dcgd list --section 第六章"),
        ("list 42", "dcgd show 42"),
        ("targets 5-1", "dcgd show 5-1"),
        ("list 逾期", "dcgd list --status 逾期"),
        ("overdue 红", "dcgd overdue --light 红"),
        ("status 教体局", "dcgd status --unit 教体局"),
        ("targets 垃圾", "dcgd targets --search 垃圾"),
        ("progress missing 区水利局", "dcgd progress missing --unit 区水利局"),
        ("problem list 区水利局", "dcgd problem list --unit 区水利局"),
    ],
)
def test_a_word_without_its_option_is_told_the_option(words: str, meant: str, call: Call) -> None:
    said = call(*words.split())
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"错误：多余的参数：{words.rsplit(maxsplit=1)[-1]}；是不是：{meant}？\n")
    assert call(*meant.split()[1:]).returncode == 0


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("show 区水利局", "“区水利局”是单位：dcgd list --unit 区水利局"),
        ("show 水利局", "“水利局”是单位：dcgd list --unit 水利局"),
        ("show 区水力局", "是不是：dcgd list --unit 区水利局？"),
        ("show 吴某某", "“吴某某”是人员：dcgd people 吴某某"),
        ("show WT-2025-001", "“WT-2025-001”是问题：dcgd problem show WT-2025-001"),
        ("show DB-2025-001", "“DB-2025-001”是督办单：dcgd notice print DB-2025-001"),
        ("people 区水利局", "“区水利局”是单位：dcgd list --unit 区水利局"),
        ("people 11-m1", "“11-m1”是任务或事项的编号：dcgd show 11-m1"),
        ("history 区水利局", "“区水利局”是单位：dcgd list --unit 区水利局"),
        ("progress log 吴某某", "“吴某某”是人员：dcgd people 吴某某"),
        ("notice print 区水利局", "“区水利局”是单位：dcgd list --unit 区水利局"),
    ],
)
def test_a_name_of_another_kind_is_told_the_command_that_knows_it(
    words: str, hint: str, call: Call, example: Path
) -> None:
    for data in ({"DCGD_DATA": str(example)}, {}):
        said = call(*words.split(), *(() if data else ("--data", str(example))), **data)
        assert (said.returncode, said.stdout) == (2, "")
        assert said.stderr.splitlines()[1:] == [hint]


def test_a_name_that_nothing_has_gets_no_hint(call: Call) -> None:
    assert call("show", "督查").stderr == "错误：没有任务“督查”；任务从 1 到 90\n"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("notice 3", "dcgd notice print 3"),
        ("progress 1-1", "dcgd progress log 1-1"),
        ("progress 区水利局", "dcgd progress log --unit 区水利局"),
        ("notice 区水利局", "dcgd notice list --unit 区水利局"),
        ("problem 区水利局", "dcgd problem list --unit 区水利局"),
        ("problem 5", "dcgd problem show 5"),
        ("request 1", "dcgd request list"),
        ("区水利局", "dcgd list --unit 区水利局"),
        ("吴某某", "dcgd people 吴某某"),
        ("5-1", "dcgd show 5-1"),
    ],
)
def test_a_name_in_the_place_of_a_command_is_told_the_command(
    words: str, meant: str, call: Call, example: Path
) -> None:
    said = call(*words.split(), DCGD_DATA=str(example))
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"错误：没有命令“{words.rsplit(maxsplit=1)[-1]}”；是不是：{meant}？\n")
    assert call(*meant.split()[1:], DCGD_DATA=str(example)).returncode == 0


def test_what_no_option_takes_is_only_too_much(call: Call) -> None:
    assert call("cache", "info", "红").stderr.startswith("错误：多余的参数：红\n")
    said = call("list", "$(touch x)`;'", "--data", "没有的文件夹")
    assert said.stderr.startswith("错误：多余的参数：$(touch x)`;'；是不是：dcgd list --search '$(touch'？")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("list --status 红", "没有状态“红”；是不是：--light 红？状态可以是：overdue（逾期）、"),
        ("list --light 逾期", "没有灯色“逾期”；是不是：--status 逾期？灯色可以是：绿、蓝、黄、红、灰"),
        ("list --light overdue", "没有灯色“overdue”；是不是：--status overdue？"),
        ("list --light 红灯", "没有灯色“红灯”；是不是：红？可以是：绿、蓝、黄、红、灰"),
        ("list --status overdu", "没有状态“overdu”；是不是：overdue（逾期）？可以是：overdue（逾期）、"),
    ],
)
def test_a_light_is_no_status_and_it_is_said_which_option_takes_it(words: str, said: str, call: Call) -> None:
    assert call(*words.split()).stderr.startswith(f"错误：{said}")
