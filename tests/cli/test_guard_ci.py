"""A pull request that quietly lowers a target, guarded as CI does it: the steps of action.yml and the hooks, run."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
Git = Callable[..., str]
BASH = shutil.which("bash")


@pytest.fixture
def pull_request(registry: Path, git: Git, tmp_path: Path) -> Path:
    """A clone of depth 1 of a repository whose main branch holds the shipped registry; changes are made in it."""
    top = registry.parent
    git("init", "--quiet", "--initial-branch=main", ".", cwd=top)
    git("add", "data", cwd=top)
    git("commit", "--quiet", "--message=base", cwd=top)
    git("config", "uploadpack.allowAnySHA1InWant", "true", cwd=top)
    git("checkout", "--quiet", "-b", "change", cwd=top)
    git("commit", "--quiet", "--allow-empty", "--message=change", cwd=top)
    git("clone", "--quiet", "--depth=1", "--branch=change", f"file://{top}", "clone", cwd=tmp_path)
    return tmp_path / "clone"


def edit(clone: Path, old: str, new: str, name: str = "tasks.yaml") -> None:
    path = clone / "data" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1 if old.startswith("value") else -1), encoding="utf-8")


def steps() -> list[dict[str, Any]]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return [step for step in action["runs"]["steps"] if "run" in step and "pip install" not in step["run"]]


def act(clone: Path, base: str, only: str = "", **inputs: str) -> tuple[dict[str, int], str, str]:
    """Run the action's steps after the installation (or one) as a runner does; gives exit codes, output, summary."""
    given = {"data": "data", "base": base, "fail-on": "weakening", "strict": "true"} | inputs
    commands = clone.parent / "bin"
    commands.mkdir(exist_ok=True)
    program = commands / "dcgd"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dcgd "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    summary = clone.parent / "summary.md"
    environment = {
        **os.environ,
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    codes, output = {}, ""
    for step in [step for step in steps() if only in ("", step["name"])]:
        own = {name: _filled(value, given) for name, value in step["env"].items()}
        done = subprocess.run(
            [BASH or "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=clone,
            env={**environment, **own},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        codes[step["name"]] = done.returncode
        output += done.stdout + done.stderr
    return codes, output, summary.read_text(encoding="utf-8") if summary.exists() else ""


def _filled(value: str, given: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: given[match[1]], value)


def base_of(clone: Path, git: Git) -> str:
    return git("ls-remote", "origin", "refs/heads/main", cwd=clone).split()[0]


pytestmark = pytest.mark.skipif(BASH is None, reason="the action's steps are bash")


def test_no_change_passes(pull_request: Path, git: Git) -> None:
    codes, _output, summary = act(pull_request, base_of(pull_request, git))
    assert codes == {"校验": 0, "与官方文本核对": 0, "改了什么": 0}
    assert "没有变更" in summary


def test_a_target_quietly_lowered_fails_at_its_line_with_a_sentence(pull_request: Path, git: Git) -> None:
    edit(pull_request, "value: 15\n", "value: 12\n")
    codes, output, summary = act(pull_request, base_of(pull_request, git))
    assert codes["校验"] == codes["改了什么"] == 1
    line = 1 + (pull_request / "data" / "tasks.yaml").read_text(encoding="utf-8").splitlines().index(
        "            value: 12"
    )
    assert f"::error file=data/tasks.yaml,line={line},col=20,title=数值与引文不符::目标值 12，引文里是 15。" in output
    assert (
        f"::error file=data/tasks.yaml,line={line},col=20,title=目标值下调::"
        "5-1 新增高新技术企业：目标值下调，15 家 → 12 家；属于弱化，没有批准记录（adjustments）"
    ) in output
    assert "**有弱化没有批准记录。**" in summary


def test_lowered_in_quote_and_text_too_it_fails_against_the_official_text(pull_request: Path, git: Git) -> None:
    edit(pull_request, "value: 15\n", "value: 12\n")
    edit(pull_request, "新增高新技术企业 15 家", "新增高新技术企业 12 家")
    codes, output, _summary = act(pull_request, base_of(pull_request, git))
    assert codes == {"校验": 0, "与官方文本核对": 1, "改了什么": 1}
    assert "新增高新技术企业 [-15-]{+12+} 家以上" in output


def test_lowered_in_the_official_text_too_the_comparison_still_fails(pull_request: Path, git: Git) -> None:
    edit(pull_request, "value: 15\n", "value: 12\n")
    edit(pull_request, "新增高新技术企业 15 家", "新增高新技术企业 12 家")
    edit(pull_request, "新增高新技术企业 15 家", "新增高新技术企业 12 家", "source/dongzhengban-2023-11.md")
    codes, output, _summary = act(pull_request, base_of(pull_request, git))
    assert codes == {"校验": 0, "与官方文本核对": 0, "改了什么": 1}
    assert "官方文本文件改动" in output


def test_with_an_approved_adjustment_it_passes_and_shows_as_such(pull_request: Path, git: Git, call: Any) -> None:
    arguments = ("--reason", "政策调整", "--approved-by", "区政府常务会议", "--date", "2023-09-01", "--data", "data")
    assert call("set", "5-1", "value", "12", *arguments, cwd=pull_request).returncode == 0
    codes, output, summary = act(pull_request, base_of(pull_request, git))
    assert codes == {"校验": 0, "与官方文本核对": 0, "改了什么": 0}
    assert "::warning file=data/tasks.yaml" in output
    assert "目标值下调，15 家 → 12 家；属于弱化，2023-09-01 经区政府常务会议批准（政策调整）" in output
    assert "2023-09-01 区政府常务会议：政策调整" in summary


def test_inputs_of_the_action(pull_request: Path, git: Git) -> None:
    edit(pull_request, "value: 15\n", "value: 12\n")
    base = base_of(pull_request, git)
    assert act(pull_request, base, "改了什么", **{"fail-on": "never"})[0] == {"改了什么": 0}
    assert act(pull_request, "0" * 40, "改了什么")[0] == {"改了什么": 0}
    assert act(pull_request, "", "改了什么")[0] == {"改了什么": 0}
    edit(pull_request, "value: 12\n", "value: 15\n")
    edit(pull_request, "comparator: about", "comparator: at_least")
    codes = [act(pull_request, base, "校验", strict=strict)[0] for strict in ("true", "false")]
    assert codes == [{"校验": 1}, {"校验": 0}]


def test_no_input_is_pasted_into_a_script() -> None:
    """An input reaches a script as an environment variable only, so that none can be a command."""
    assert all("${{" not in step["run"] for step in steps())


def test_the_hooks_do_what_they_say(pull_request: Path, git: Git, call: Any) -> None:
    """As pre-commit runs them: the entry, and the names of the files that match where it passes them."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    staged = ["data/tasks.yaml", "data/units.yaml", "data/progress/2023-06.yaml", "data/source/x.md", "other.yaml"]

    def run(hook: dict[str, Any]) -> int:
        program, *arguments = hook["entry"].split()
        assert program == "dcgd"
        names = [name for name in staged if re.search(hook["files"], name) and (pull_request / name).exists()]
        assert names
        return int(call(*arguments, *(names if hook.get("pass_filenames", True) else []), cwd=pull_request).returncode)

    assert [hook["id"] for hook in hooks] == ["dcgd-validate", "dcgd-verify", "dcgd-diff"]
    assert [run(hook) for hook in hooks] == [0, 0, 0]
    edit(pull_request, "value: 15\n", "value: 12\n")
    assert [run(hook) for hook in hooks] == [1, 1, 1]
    assert not any(re.search(hook["files"], "other.yaml") for hook in hooks)


def test_the_projects_own_workflow_uses_the_action_and_names_inputs_it_has() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "registry.yml").read_text(encoding="utf-8"))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (own,) = [step for step in workflow["jobs"]["registry"]["steps"] if step["uses"] == "./"]
    assert own["with"].keys() <= action["inputs"].keys()
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == action["inputs"].keys()


def test_the_workflow_covers_what_is_promised_is_well_formed_and_says_that_it_has_never_run() -> None:
    path = ROOT / ".github" / "workflows" / "tests.yml"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# This has never run")
    job = yaml.safe_load(text)["jobs"]["tests"]
    assert job["strategy"]["matrix"] == {
        "system": ["ubuntu-latest", "windows-latest", "macos-latest"],
        "python": ["3.11", "3.12", "3.13", "3.14"],
    }
    assert job["runs-on"] == "${{ matrix.system }}"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f">={job['strategy']['matrix']['python'][0]}" == project["requires-python"]
    for schema, files in (("workflows", path.parent.glob("*.yml")), ("actions", [ROOT / "action.yml"])):
        checked = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.github-{schema}"]
        done = subprocess.run([*checked, *map(str, files)], capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout
