"""`dcgd progress`: a clerk records reports and reads them; every refusal says why."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from stamps import unstamped

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_report_is_appended_and_said_back_with_what_was_before(example: Path, call: Run) -> None:
    path = example / "progress/2025-10.yaml"
    before = path.read_bytes()
    done = call(
        *("progress", "add", "1-1", "--value", "9家", "--date", "2025-10-15", "--by", "科技局", "--data", str(example)),
        *("--note", "公示: 1 家", "--evidence", "佐证/公示.pdf"),
    )
    assert (done.returncode, done.stdout) == (0, "")
    noted = "注意：没有文件 佐证/公示.pdf，只记了名，以后无从核对\n"
    assert (
        done.stderr
        == noted + f"已登记：1-1 新增高新技术企业，2025-10-15 为 9 家（上次 2025-09-30 为 8 家），写入 {path}\n"
    )
    line = '{target: 1-1, date: 2025-10-15, value: 9, by: 区科学技术局, note: "公示: 1 家", evidence: 佐证/公示.pdf}'
    after = path.read_bytes()
    assert after.startswith(before)
    assert unstamped(after.removeprefix(before).decode()) == f"  - {line}\n"
    log = json.loads(call("progress", "log", "1-1", "--data", str(example), "-f", "json").stdout)
    assert [entry["delta"] for entry in log[-4:-1]] == ["+1", "+2", "+2"]


@pytest.mark.parametrize(
    ("args", "written", "said"),
    [
        (("17", "--percent", "40"), "{task: 17, date: 2025-10-15, percent: 40}", "17 强化督查落实，2025-10-15 为 40%"),
        (("13-m1", "--done"), "{milestone: 13-m1, date: 2025-10-15, percent: 100}", "（上次 2025-09-30 为 75%）"),
        (
            ("9-1", "--percent", "80%"),
            "{target: 9-1, date: 2025-10-15, percent: 80}",
            "为 80%（上次 2025-09-30 为 92%）",
        ),
        (("6-1", "--value", "3000万元", "--correct"), "value: 0.3, correction: true}", "为 0.3 亿元"),
        (("1-1", "--value", "5", "--correct"), "{target: 1-1, date: 2025-10-15, value: 5, correction: true}", "5 家"),
    ],
)
def test_every_kind_of_report(example: Path, call: Run, args: tuple[str, ...], written: str, said: str) -> None:
    done = call("progress", "add", *args, "--date", "2025-10-15", "--data", str(example))
    assert done.returncode == 0
    assert said in done.stderr
    text = (example / "progress/2025-10.yaml").read_text(encoding="utf-8")
    assert unstamped(text).splitlines()[-1].endswith(written)


def test_the_first_report_of_a_month_makes_its_file(registry: Path, call: Run) -> None:
    done = call("progress", "add", "5-1", "--value", "8", "--date", "2023-06-30", "--data", str(registry))
    assert "（第一次报送）" in done.stderr
    assert unstamped((registry / "progress/2023-06.yaml").read_text(encoding="utf-8")) == (
        "# 2023-06 的进展。只在末尾添加（dcgd progress add），不改已有的；更正另记一条，写 correction: true。\n"
        "reports:\n  - {target: 5-1, date: 2023-06-30, value: 8}\n"
    )
    assert call("validate", str(registry)).returncode == 0


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("1-1",), "--value、--percent、--done 要给一个，也只给一个"),
        (("11-m1", "--checkpoint", "三季度末"), "11-m1 没有节点“三季度末”；它的节点：配电工程完工（2025年7月31日）"),
        (("1-1", "--note", "顺利"), "1-1 要报数"),
        (("1-1", "--checkpoint", "6月底"), "1-1 没有用话写的节点，报数就行"),
        (("1-1", "--value", "8", "--done"), "--value、--percent、--done 要给一个，也只给一个"),
        (("1-9", "--value", "8"), "没有编号“1-9”；是不是："),
        (("99", "--done"), "没有编号“99”"),
        (("1-1", "--value", "9", "--date", "2024-12-31"), "2024-12-31 早于起始日 2025-01-01"),
        (("11-1", "--value", "9", "--date", "2025-09-30"), "2025-09-30 早于起始日 2025-10-01"),
        (("1-1", "--value", "99", "--date", "2999-01-01"), "2999-01-01 还没有到（今天是 "),
        (("1-1", "--value", "99", "--date", "2025-02-30"), "--date 的“2025-02-30”不是日历上有的日期"),
        (("1-1", "--value", "99", "--date", "10月前"), "--date 的“10月前”说不清是期初以前还是期末以前"),
        (
            ("1-1", "--value", "9", "--by", "区水务局"),
            "区水利局不是任务 1 的责任单位；责任单位是：区科学技术局、区财政局",
        ),
        (("1-1", "--value", "9", "--by", "区水力局"), "没有“区水力局”；是不是：区水利局"),
        (("1-1", "--value", "7"), "累计数不能变小：2025-09-30 已报 8 家，这次是 7 家；确是更正，加 --correct"),
        (("1-1", "--value", "12"), "累计数不能变小：这次 2025-10-15 是 12 家，而 2025-10-31 已报 11 家"),
        (("1-1", "--value", "9个"), "“9个”的计量单位是“个”，这个目标按“家”计"),
        (("1-1", "--value", "九"), "“九”不是数"),
        (("1-m1", "--value", "9"), "1-m1 没有数值（它是成果），请用 --percent 或 --done"),
        (("17", "--percent", "1001"), "百分比 1001 超出范围"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_the_reason(
    example: Path, call: Run, args: tuple[str, ...], why: str
) -> None:
    before = {path: path.read_bytes() for path in example.rglob("*.yaml")}
    day = () if "--date" in args else ("--date", "2025-10-15")
    done = call("progress", "add", *args, *day, "--data", str(example))
    assert done.returncode == 2
    assert done.stderr.startswith(f"错误：{why}")
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in example.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"reports:\n  - {target: 1-1, date\n", "YAML 有语法错误，先照 dcgd validate 改正。没有写入。"),
        ("# 十月\nreports: []\n".encode("gb18030"), "编码不是 UTF-8，或有看不见的字符"),
        (b"report: []\n", "文件里没有键 reports"),
        (b"- a\n", "文件不是一组“键: 值”"),
    ],
)
def test_a_file_that_cannot_be_kept_as_it_is_is_left_alone(example: Path, call: Run, content: bytes, why: str) -> None:
    path = example / "progress/2025-10.yaml"
    path.write_bytes(content)
    done = call("progress", "add", "1-1", "--value", "11", "--date", "2025-10-31", "--data", str(example))
    assert done.returncode == 2
    assert why in done.stderr
    assert path.read_bytes() == content


def test_outside_any_registry_nothing_is_written_and_the_way_is_shown(call: Run, tmp_path: Path) -> None:
    done = call("progress", "add", "5-1", "--value", "8", "--date", "2023-06-30")
    assert done.returncode == 2
    assert (
        done.stderr == "错误：随程序带来的登记册只读；先用 dcgd init 建一个自己的，如 dcgd init --from-default 台账\n"
    )
    assert call("init", "台账", "--from-default").returncode == 0
    args = ("progress", "add", "5-1", "--value", "8", "--date", "2023-06-30")
    assert call(*args, "--data", "台账").returncode == 0
    assert call(*args, cwd=tmp_path / "台账").returncode == 0, "inside it no --data is needed"
    assert call(*args, DCGD_DATA=str(tmp_path / "台账")).returncode == 0


def test_chinese_words_are_understood_in_a_c_locale(example: Path, run: Run) -> None:
    args = ("progress", "add", "1-1", "--value", "9家", "--date", "2025-10-15", "--by", "科技局", "--note", "公示")
    done = run(*args, "--data", str(example), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    line = unstamped((example / "progress/2025-10.yaml").read_text(encoding="utf-8")).splitlines()[-1]
    assert line == "  - {target: 1-1, date: 2025-10-15, value: 9, by: 区科学技术局, note: 公示}"


def test_what_no_eye_can_see_is_refused(example: Path, call: Run) -> None:
    args = ("progress", "add", "1-1", "--value", "9", "--date", "2025-10-15", "--data", str(example))
    done = call(*args, "--note", "倒\u202e写")
    assert done.returncode == 2
    assert "有看不见的字符 U+202E" in done.stderr


def test_among_several_registries_one_has_to_be_named(example: Path, registry: Path, call: Run) -> None:
    done = call("progress", "add", "5-1", "--value", "8", "--data", str(example), "--data", str(registry))
    assert done.returncode == 2
    assert done.stderr == "错误：这里有 2 个登记册，写入时用 --data 指明其中一个\n"


def test_a_folder_that_may_not_be_written_to_says_so(example: Path, call: Run) -> None:
    (example / "progress/2025-10.yaml").unlink()
    (example / "progress/2025-10.yaml").mkdir()
    done = call("progress", "add", "1-1", "--value", "11", "--date", "2025-10-31", "--data", str(example))
    assert done.returncode == 2
    assert "是文件夹，不是文件" in done.stderr


def test_a_recorded_month_shows_in_at_risk(example: Path, call: Run) -> None:
    """The clerk's round: record, then read why each row is there."""
    args = ("--data", str(example), "--as-of", "2025-09-30", "-f", "json")
    before = {row["id"]: row for row in json.loads(call("at-risk", *args).stdout)}
    assert before["12-1"]["risks"] == ["stale"]
    add = ("progress", "add", "12-1", "--value", "3.15人", "--date", "2025-09-30", "--by", "卫健委")
    assert call(*add, "--data", str(example)).returncode == 0
    after = {row["id"] for row in json.loads(call("at-risk", *args).stdout)}
    assert after == before.keys() - {"12-1"}
    assert "12-1" not in call("progress", "missing", "--period", "2025-09", *args[:4]).stdout


def test_the_log_by_item_task_unit_and_section(example: Path, call: Run) -> None:
    def subjects(*args: str) -> set[str]:
        rows = json.loads(call("progress", "log", *args, "--data", str(example), "-f", "json").stdout)
        return {row["id"] for row in rows}

    assert subjects("8-1") == {"8-1"}
    assert subjects("1", "16") == {"1-1", "1-2", "1-m1", "16"}
    assert subjects("--unit", "水务局") == {"5-1", "5-2", "8-1"}
    assert subjects("--section", "五") == {"15-1", "15-2", "15-m1", "16"}


def test_the_log_says_what_changed(example: Path, call: Run) -> None:
    done = call("progress", "log", "8-1", "--data", str(example), "--as-of", "2025-10-31")
    assert done.stdout.splitlines()[-2:] == [
        "2025-09-30\t8-1\t城市建成区黑臭水体\t1 处\t+1\t区水利局\t柳河支沟新发现 1 处\t佐证/巡查记录-柳河.jpg",
        "2025-10-31\t8-1\t城市建成区黑臭水体\t0 处\t-1\t区水利局\t柳河支沟整治完毕\t佐证/水质检测报告.pdf",
    ]


def test_reports_of_one_day_stand_in_the_order_of_the_document(example: Path, call: Run) -> None:
    done = call("progress", "log", "--data", str(example), "--as-of", "2025-01-31", "-f", "json")
    ids = [row["id"] for row in json.loads(done.stdout)]
    assert ids.index("9-2") < ids.index("10-1") < ids.index("13-m1") < ids.index("15-1")


def test_an_unknown_id_in_the_log_names_what_is_near(example: Path, call: Run) -> None:
    done = call("progress", "log", "8-2", "--data", str(example))
    assert done.returncode == 2
    assert done.stderr.startswith("错误：没有编号“8-2”；是不是：")


def test_missing_names_the_unit_the_item_and_how_late(example: Path, call: Run) -> None:
    args = ("progress", "missing", "--period", "2025-09", "--data", str(example), "--as-of", "2025-10-10")
    done = call(*args)
    assert done.stdout.splitlines() == [
        "unit\tid\twhat\ttitle\texpected\tdays_late\treported",
        "\t17\ttask\t强化督查落实\t2025-09-30\t1\t",
        "区住房和城乡建设局\t14-2\ttarget\t加装电梯\t2025-09-30\t1\t",
        "区卫生健康局\t12-1\ttarget\t每千常住人口执业（助理）医师数\t2025-09-30\t1\t2025-06-30",
    ]
    assert "（原文没有写牵头单位）" in call(*args, "-f", "plain").stdout
    assert call(*args, "--fail").returncode == 1
    none = call(*args, "--fail", "--unit", "区水利局")
    assert (none.returncode, none.stderr) == (0, "没有应报而未报的。\n")


@pytest.mark.parametrize("typed", ["2025-9", "2025年9月", "2025/9", "202509", "２０２５年９月份"])
def test_a_period_is_a_month_however_it_is_written(example: Path, call: Run, typed: str) -> None:
    args = ("progress", "missing", "--data", str(example), "--period")
    assert call(*args, typed).stdout == call(*args, "2025-09").stdout != ""


def test_what_is_no_month_is_refused_with_the_way_to_write_it(example: Path, call: Run) -> None:
    done = call("progress", "missing", "--period", "2025-09-30", "--data", str(example))
    assert done.returncode == 2
    assert "错误：--period 的“2025-09-30”不是月份；请写成 " in done.stderr


def test_the_group_by_itself_shows_its_commands_and_a_typo_names_what_is_near(call: Run) -> None:
    done = call("progress")
    assert done.returncode == 2
    assert "add" in done.stderr
    assert "[选项] 命令 [参数]…" in done.stderr
    assert call("progress", "ad").stderr.startswith("错误：没有命令“ad”；是不是：add")
