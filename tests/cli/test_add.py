"""`dcgd add`: work without YAML, asked for on a terminal, by options in scripts."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.model import Comparator, Firmness
from dcgd.registry.load import read
from systems import posix
from terminal import talk

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "壮大科技型企业群体。建立高新技术企业培育库，力争新增高新技术企业 15 家左右。"

STRIVE = ("--firmness", "力争")
QUOTED = ("target", "1", "--quote", "新增高新技术企业15家左右")


@pytest.fixture
def new(call: Run, tmp_path: Path) -> Path:
    """A registry with a document and nothing else."""
    assert call("init", "新").returncode == 0
    return tmp_path / "新"


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix == ".yaml"}


def test_a_registry_is_filled_by_options_alone(call: Run, new: Path) -> None:
    here = ("--data", str(new))
    for words, said in (
        (("unit", "区科学技术局", "--alias", "区科技局"), "已增加：区科学技术局"),
        (("task", "--new-section", "创新", "--text", TEXT, "--lead", "区科技局"), "已增加任务 1 壮大科技型企业群体"),
        (("task", "--text", "修渠。", "--no-lead", "--due", "9月底", "--note", "=1+1"), "已增加任务 2 修渠"),
        (("milestone", "1", "--quote", "建立高新技术企业培育库", "--title", "培育库"), "已增加 1-m1 培育库"),
        (
            (
                *QUOTED,
                "--indicator",
                "高新",
                "--value",
                "15家",
                "--unit-measure",
                "家",
                "--kind",
                "累计数",
                "--firmness",
                "力争",
            ),
            "已增加 1-1 高新",
        ),
    ):
        done = call("add", *words, *here)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert said in done.stderr
    assert read(new).diagnostics == []
    first, second = (filed.entity for filed in read(new).registry.tasks)
    assert (first.title, first.leads, first.text) == ("壮大科技型企业群体", ("区科技局",), TEXT)
    assert (second.leads, str(second.due), second.note) == ((), "2024-09-30", "=1+1")
    [target], [milestone] = first.targets, first.milestones
    assert (target.quote, str(target.value)) == ("新增高新技术企业 15 家左右", "15")
    assert (target.comparator, target.firmness) == (Comparator.ABOUT, Firmness.STRIVE)
    assert (milestone.id, milestone.firmness) == ("1-m1", "firm")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("task",), "缺少 --text、--lead；在终端里运行，会一项一项地问"),
        (("target",), "缺少 任务序号、--quote、--indicator、--unit-measure、--value、--kind；在终端里"),
        (("target", "8", "--quote", "没有的话"), "--quote：任务 8 的原文里没有“没有的话”"),
        (("milestone", "99"), "任务序号：没有任务“99”；任务从 1 到 17"),
        (("milestone", "甲"), "任务序号：“甲”不是任务序号"),
        (("unit",), "缺少 名称"),
        (("person",), "缺少 姓名"),
        (
            ("person", "王某某", "--unit", "区水力局"),
            "--unit：没有单位“区水力局”；增加单位：dcgd add unit 区水力局；是不是：区水利局",
        ),
        (("person", "甲某某", "--phone", "abc"), "应是一个电话号码"),
        (("unit", "区 水利局"), "“区 水利局”不能作名称"),
        (("unit", "水利局"), "“水利局”已经是区水利局的名称或别名"),
        (("task", "--text", "甲\x1b[31m。", "--no-lead"), "--text：“甲 [31m。”里有看不见的字符或换行"),
        (("task", "--text", "", "--no-lead"), "--text：不能是空的"),
        (
            ("task", "--text", "甲。", "--lead", "区水力局"),
            "--lead：没有单位“区水力局”；增加单位：dcgd add unit 区水力局；是不是：区水利局",
        ),
        (("task", "--text", "甲。", "--lead", "区水利局", "--no-lead"), "--lead 和 --no-lead 只能用一个"),
        (("task", "--text", "甲。", "--no-lead", "--section", "一"), "会改变后面的序号；只能加在最后一章"),
        (("task", "--text", "甲。", "--no-lead", "--due", "2025-02-30"), "--due"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_written(
    words: tuple[str, ...], message: str, call: Run, example: Path
) -> None:
    before = files(example)
    (source,) = (example / "source").glob("*.md")
    source.rename(example / "文件.md")
    done = call("add", *words, "--data", str(example))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert files(example) == before


def test_what_the_quote_says_is_proposed(call: Run, example: Path) -> None:
    done = call("add", "target", "1", "--quote", "新增高新技术企业15家以上", "--data", str(example))
    assert (
        "照已写的，可以是：--indicator 新增高新技术企业 --unit-measure 家 --value 15 --kind cumulative" in done.stderr
    )


def test_beside_an_official_text_no_task_is_added_but_items_are(call: Run, example: Path) -> None:
    before = files(example)
    done = call("add", "task", "--text", "甲。", "--no-lead", "--data", str(example))
    assert done.returncode == 2
    assert "里有官方文本，任务要与它一字不差，不能另加" in done.stderr
    assert files(example) == before
    said = call("add", "milestone", "1", "--quote", "开展精准辅导", "--title", "精准辅导", "--data", str(example))
    assert "已增加 1-m2 精准辅导" in said.stderr
    assert call("verify", str(example)).returncode == 0


NASTY = (
    "=cmd|' /C calc'!A0", "- [x]: {y}", "../../tmp/x", "'\"&*!%@`", "yes", "&a *b", "# 注", "甲\\n乙", "1e3",
    "〔2023〕：",
)  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_whatever_a_title_holds_is_a_title(text: str, call: Run, new: Path) -> None:
    words = ("--new-section", text, "--text", f"{text}。", "--title", text, "--note", text, "--no-lead")
    done = call("add", "task", *words, "--data", str(new))
    assert done.returncode == 0, done.stderr
    reading = read(new)
    [task] = (filed.entity for filed in reading.registry.tasks)
    assert (task.title, task.text, task.note) == (text, f"{text}。", text)
    assert reading.registry.sections[0].entity.title == text


@posix("terminals are POSIX here")
def test_on_a_terminal_each_is_asked_for_and_a_wrong_answer_again(call: Run, new: Path) -> None:
    call("add", "unit", "区科学技术局", "--alias", "区科技局", "--data", str(new))
    call("add", "task", "--new-section", "甲", "--text", TEXT, "--lead", "区科技局", "--data", str(new))
    shown, code = talk(
        ("add", "target", "--data", str(new)),
        ("任务序号：", "9"), ("任务序号：", "1"), ("照抄）：", "没有的话"),
        ("照抄）：", "力争新增高新技术企业15家左右"),
        ("指标名称 [", ""), ("计量单位 [家]：", ""), ("目标值 [15]：", "十五"), ("目标值 [15]：", ""),
        ("[cumulative]：", ""),
        ("[about]：", "差不多"), ("[about]：", "左右"), ("[strive]：", ""), ("完成时限", ""), ("说明", ""),
    )  # fmt: skip
    assert code == 0, shown
    for words in ("没有任务“9”", "原文里没有“没有的话”", "“十五”不是数", "没有比较方式“差不多”", "已增加 1-1"):
        assert words in shown
    [item] = read(new).registry.items
    assert item.entity.quote == "力争新增高新技术企业 15 家左右"
    assert read(new).diagnostics == []


@posix("terminals are POSIX here")
@pytest.mark.parametrize("end", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_breaks_off_keeps_what_was_answered(end: str, call: Run, new: Path) -> None:
    before = files(new)
    shown, code = talk(
        ("add", "task", "--data", str(new)),
        ("第一章的标题：", "甲 章"), ("任务的全文（一行）：", "修渠。"), ("名称 [修渠]：", ""), ("牵头单位", end),
    )  # fmt: skip
    assert code == 130
    assert f"没有写入。接着填：dcgd add task --data {new} --new-section '甲 章' --text" in shown
    assert "--title 修渠" in shown
    assert "已中断。" in shown
    assert "Traceback" not in shown
    assert files(new) == before


@posix("terminals are POSIX here")
def test_bytes_that_are_no_text_are_asked_for_again(new: Path) -> None:
    gbk = "区水利局".encode("gbk").decode("utf-8", "surrogateescape")
    shown, code = talk(("add", "unit", "--data", str(new)), ("名称：", gbk), ("名称：", "区财政局"), ("别名", ""))
    assert code == 0, shown
    assert "不是 UTF-8 文字的字节，像是 GBK 编码的“区水利局”；把终端的编码改为 UTF-8 再来" in shown
    assert [filed.entity.name for filed in read(new).registry.units] == ["区财政局"]


@posix("terminals are POSIX here")
def test_who_is_refused_in_the_end_keeps_what_was_answered(new: Path) -> None:
    before = files(new)
    shown, code = talk(
        ("add", "person", "--data", str(new)),
        ("姓名：", "王某某"), ("职务", ""), ("单位", ""), ("电话", "没有"), ("邮箱", ""), ("说明", ""),
    )  # fmt: skip
    assert code == 2
    assert f"没有写入。接着填：dcgd add person --data {new} 王某某 --phone 没有" in shown
    assert files(new) == before


@posix("terminals are POSIX here")
def test_nothing_is_asked_where_all_is_said(new: Path) -> None:
    shown, code = talk(("add", "task", "--new-section", "甲", "--text", "乙。", "--no-lead", "--data", str(new)))
    assert (code, "：" in shown.replace("已增加任务", "")) == (0, False), shown


def test_in_a_locale_without_chinese_the_words_arrive(new: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "dcgd", "add", "unit", "区财政局", "--alias", "财金局", "--data", str(new)]
    done = subprocess.run(command, env=plain, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "{name: 区财政局, aliases: [财金局]}" in (new / "units.yaml").read_text(encoding="utf-8")


def test_the_old_form_says_how_it_is_typed_now(call: Run, example: Path) -> None:
    said = call("unit", "add", "区档案馆", "--data", str(example))
    assert (said.returncode, said.stderr) == (0, "现在写作 dcgd add unit …\n已增加：区档案馆\n")


def test_people_are_added_and_units_get_theirs(call: Run, new: Path) -> None:
    here = ("--data", str(new))
    for words in (
        ("add", "unit", "区水利局"),
        ("add", "person", "王某某", "--unit", "区水利局", "--post", "局长", "--phone", "130-0000-0000"),
        ("unit", "set", "区水利局", "主要负责人", "王某某"),
        ("unit", "set", "区水利局", "group", "政府部门"),
        ("unit", "set", "区水利局", "short", "水利局"),
    ):
        said = call(*words, *here)
        assert said.returncode == 0, said.stderr
    [unit] = (filed.entity for filed in read(new).registry.units)
    [person] = (filed.entity for filed in read(new).registry.people)
    assert (unit.head, unit.group, unit.short) == ("王某某", "政府部门", "水利局")
    assert (person.phone, person.unit) == ("130-0000-0000", "区水利局")
    assert "“水 利”不能作名称" in call("unit", "set", "区水利局", "short", "水 利", *here).stderr
    assert "可以是：short（规范化简称）、" in call("unit", "set", "区水利局", "tel", "1", *here).stderr
    assert "提到它的有：人员 王某某" in call("unit", "remove", "区水利局", *here).stderr


def test_what_the_check_warns_of_is_said_at_once(call: Run, example: Path) -> None:
    words = ("1", "--quote", "新增高新技术企业15家以上", "--indicator", "又一", "--unit-measure", "家", "--value", "15")
    here = ("--kind", "level", "--data", str(example))
    said = call("add", "target", *words, "--comparator", "左右", *here)
    assert said.returncode == 0
    assert "已增加 1-3 又一" in said.stderr
    assert "注意：引文说“以上”，比较方式却是 about（左右）。改成 at_least" in said.stderr
    assert "注意" not in call("add", "target", *words, *here).stderr
