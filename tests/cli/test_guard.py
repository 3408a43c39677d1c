"""validate's options, explain, diff, verify, schema, set and unit, as a person calls them."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.registry.codes import all_codes

Call = Callable[..., subprocess.CompletedProcess[str]]
Git = Callable[..., str]


def spoil(folder: Path, old: str, new: str, name: str = "tasks.yaml") -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def repository(registry: Path, git: Git) -> Path:
    """The shipped registry in a repository with one commit; returns its top folder."""
    git("init", "--quiet", "--initial-branch=main", ".", cwd=registry.parent)
    git("add", "data", cwd=registry.parent)
    git("commit", "--quiet", "--message=x", cwd=registry.parent)
    return registry.parent


# validate


def test_what_is_wrong_with_a_shared_file_is_said_once_and_by_its_own_name(registry: Path, call: Call) -> None:
    district = registry.parent / "district"
    for name in ("one", "two"):
        shutil.copytree(registry, district / name)
        (district / name / "units.yaml").replace(district / "units.yaml")
    (district / "people.yaml").write_text("people: [{name: 甲}, {name: 甲}]\n", encoding="utf-8")
    for asked in (["district"], ["district/one", "district/two"], ["district/units.yaml"]):
        done = call("validate", *asked)
        assert [line.split(" ")[:3] for line in done.stdout.splitlines()] == [
            ["district/people.yaml:1:28:", "错误", "person-twice"]
        ]
        assert done.returncode == 1


def test_warnings_fail_only_when_strict(registry: Path, call: Call) -> None:
    assert call("validate", "data", "--strict").returncode == 0
    spoil(registry, "comparator: about", "comparator: at_least")
    assert call("validate", "data").returncode == 0
    done = call("validate", "data", "--strict", "--format", "junit")
    assert done.returncode == 1
    assert 'failures="1"' in done.stdout


def test_codes_are_selected_and_ignored(registry: Path, call: Call) -> None:
    spoil(registry, "value: 15\n", "value: 12\n")
    spoil(registry, "leads: [区水利局", "leads: [区水力局")
    codes = [row["code"] for row in json.loads(call("validate", "data", "--format", "json").stdout)]
    assert codes == ["quote-number", "unknown-unit"]
    assert "unknown-unit" not in call("validate", "data", "--select", "quote-number").stdout
    assert "quote-number" not in call("validate", "data", "--ignore", "quote-number").stdout
    done = call("validate", "data", "--ignore", "quote-number,unknown-unit")
    assert (done.returncode, done.stdout) == (0, "")


def test_an_unknown_code_or_format_is_wrong_use(registry: Path, call: Call) -> None:
    done = call("validate", "data", "--ignore", "quote_numbr")
    assert done.returncode == 2
    assert "没有代码“quote_numbr”；是不是：quote-number" in done.stderr
    done = call("validate", "data", "--format", "xml")
    assert done.returncode == 2
    assert "可以是：text（文字）、json、github、gitlab、sarif、junit" in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_every_format_goes_to_stdout_and_the_summary_to_stderr(form: str, registry: Path, call: Call) -> None:
    spoil(registry, "value: 15\n", "value: 12\n")
    done = call("validate", "data", "--format", form)
    assert done.returncode == 1
    assert "目标值 12，引文里是 15" in done.stdout
    assert done.stderr == "90 项任务，111 个目标和成果，38 个单位：1 个错误，0 个警告，0 个提示。\n"


# explain


def test_explain_says_what_a_code_means_and_how_to_mend_it(call: Call) -> None:
    done = call("explain", "quote-number")
    assert done.returncode == 0
    assert done.stdout.startswith("quote-number（错误）：数值与引文不符\n\n目标值应就是引文里的那个数。")
    assert "错：\n  value: 12\n" in done.stdout
    assert "对：\n  value: 15\n" in done.stdout
    assert "改法：照引文改回 value。" in done.stdout
    assert json.loads(call("explain", "quote-number", "--format", "json").stdout)["right"].startswith("value: 15")


def test_explain_lists_all_codes_and_knows_what_is_near(call: Call) -> None:
    listed = call("explain").stdout.splitlines()[1:]
    assert [line.split("\t")[0] for line in listed] == list(all_codes())
    done = call("explain", "unkown-unit")
    assert done.returncode == 2
    assert "是不是：unknown-unit" in done.stderr
    assert "全部代码见 dcgd explain" in call("explain", "???").stderr


# diff


def test_diff_compares_head_with_what_is_there(repository: Path, registry: Path, call: Call) -> None:
    done = call("diff", cwd=repository)
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, [])
    assert "HEAD:data 与 data 比较：没有变更。" in done.stderr
    spoil(registry, "value: 15\n", "value: 12\n")
    done = call("diff", "--format", "json", cwd=repository)
    assert done.returncode == 0
    (change,) = json.loads(done.stdout)
    assert change["message"] == "5-1 新增高新技术企业：目标值下调，15 家 → 12 家；属于弱化，没有批准记录（adjustments）"
    assert change["place"] == "data/tasks.yaml:53"
    assert "1 处变更：弱化 1（1 处没有批准记录）" in done.stderr


def test_diff_names_a_shared_file_as_validate_does(repository: Path, registry: Path, git: Git, call: Call) -> None:
    (registry / "units.yaml").replace(repository / "units.yaml")
    git("add", "--all", cwd=repository)
    git("commit", "--quiet", "--message=y", cwd=repository)
    with (repository / "units.yaml").open("a", encoding="utf-8") as units:
        units.write("  - name: 区某局\n")
    (change,) = json.loads(call("diff", "--format", "json", cwd=repository).stdout)
    assert change["file"] == "units.yaml"


def test_diff_fails_when_asked(repository: Path, registry: Path, call: Call) -> None:
    assert call("diff", "--fail-on", "any", cwd=repository).returncode == 0
    spoil(registry, "note: 原文", "note: 官方原文")
    assert call("diff", "--fail-on", "weakening", cwd=repository).returncode == 0
    assert call("diff", "--fail-on", "any", cwd=repository).returncode == 1
    spoil(registry, "value: 15\n", "value: 12\n")
    assert call("diff", "--fail-on", "weakening", cwd=repository).returncode == 1
    assert call("diff", "--fail-on", "never", cwd=repository).returncode == 2


def test_diff_of_two_folders_needs_no_repository(registry: Path, tmp_path: Path, call: Call) -> None:
    shutil.copytree(registry, tmp_path / "old")
    spoil(registry, "value: 15\n", "value: 18\n")
    done = call("diff", "old", "data", "--format", "tsv")
    assert done.stdout.splitlines()[1].startswith("stronger\t目标值上调\t5-1\t")
    assert "old 与 data 比较" in done.stderr


def test_diff_takes_no_revision_as_an_option(repository: Path, call: Call) -> None:
    done = call("diff", "--upload-pack=touch pwned", cwd=repository)
    assert done.returncode == 2
    done = call("diff", "--", "--upload-pack=touch pwned", cwd=repository)
    assert done.returncode == 2
    assert "不是版本" in done.stderr
    assert not (repository / "pwned").exists()


def test_diff_says_what_it_could_not_compare(repository: Path, registry: Path, call: Call) -> None:
    spoil(registry, "value: 15\n", "value: 十二\n")
    done = call("diff", "--fail-on", "weakening", cwd=repository)
    assert done.returncode == 1
    assert "data 有 1 个错误，只比较其中读得出的部分" in done.stderr
    assert "读不出\t任务 5" in done.stdout


def test_diff_where_the_registry_was_or_was_not(repository: Path, registry: Path, call: Call) -> None:
    registry.rename(repository / "台账")
    done = call("diff", "--data", "台账", cwd=repository)
    assert "HEAD 里登记册在 data" in done.stderr
    assert "没有变更" in done.stderr
    shutil.copytree(repository / "台账", repository / "data")
    shutil.copytree(repository / "台账", repository / "new")
    done = call("diff", "--data", "new", cwd=repository)
    assert "HEAD 里没有登记册，按空的比较" in done.stderr
    assert "任务增加\t任务 90" in done.stdout
    done = call("diff", "HEAD:data", "--data", "new", cwd=repository)
    assert "没有变更" in done.stderr
    done = call("diff", "HEAD", "台账", "--format", "csv2", cwd=repository)
    assert done.returncode == 2


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "csv", "yaml", "github"])
def test_diff_in_every_format(form: str, repository: Path, registry: Path, call: Call) -> None:
    spoil(registry, "value: 15\n", "value: 12\n")
    done = call("diff", "--format", form, cwd=repository)
    assert done.returncode == 0
    assert "目标值下调" in done.stdout


# verify


def test_verify(registry: Path, call: Call) -> None:
    done = call("verify", "data")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "90 项任务与官方文本核对：一字不差。\n"
    spoil(registry, "稳控国企平台风险", "稳控平台风险")
    done = call("verify", "data", "--format", "github")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=data/tasks.yaml,line=")
    assert "稳控[-国企-]平台风险" in done.stdout
    assert "见 data/source/dongzhengban-2023-11.md:259:" in done.stdout
    assert "1 处不符" in done.stderr
    spoil(registry, "value: 100\n", "value: 一百\n")
    assert "有错误，先用 dcgd validate 查看" in call("verify", "data").stderr


def test_verify_without_an_official_text_is_wrong_use(registry: Path, call: Call) -> None:
    shutil.rmtree(registry / "source")
    done = call("verify", "data")
    assert done.returncode == 2
    assert "里没有官方文本（.md 或 .txt）" in done.stderr
    assert call("verify", "data", "--format", "xml").returncode == 2


# schema


def test_schema(tmp_path: Path, call: Call) -> None:
    assert json.loads(call("schema", "tasks").stdout)["$defs"]["Target"]["properties"]["value"]["type"] == "number"
    assert call("schema").stdout.splitlines()[0] == "tasks\ttasks.yaml"
    done = call("schema", "taks")
    assert done.returncode == 2
    assert "没有名称“taks”；是不是：tasks" in done.stderr
    assert call("schema", "-o", "out").returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "notices.json",
        "papers.json",
        "people.json",
        "problems.json",
        "progress.json",
        "requests.json",
        "rules.json",
        "seals.json",
        "tasks.json",
        "units.json",
    ]
    assert call("schema", "units", "-o", "one").returncode == 0
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["units.json"]


# set, unit
