"""tools/oldest.txt pins what pyproject.toml allows at the least: what is promised is what .ci/run tests."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_WANTED = re.compile(r"([a-z-]+)(?:\[[a-z,]+\])?>=([0-9.]+)")


def test_the_oldest_versions_are_the_lower_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [text for name, extra in project["optional-dependencies"].items() if name != "dev" for text in extra]
    bounds = {}
    for requirement in (*project["dependencies"], *extras):
        match = _WANTED.match(requirement)
        if match:
            bounds[match[1]] = match[2]
    lines = (ROOT / "tools" / "oldest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    for name, bound in bounds.items():
        assert [*pinned[name].split("."), "0", "0"][: len(bound.split("."))] == bound.split("."), name
        assert set(pinned[name].removeprefix(bound)) <= {".", "0"}, f"{name}: {pinned[name]} is not the oldest"
