"""What is said of the advisories' answer; who asks them is tools/audit.py."""

import json
from typing import Any

from audit import judge

SOUND = {"name": "typer", "version": "0.28.0", "vulns": []}
WEAK = {"name": "lxml", "version": "4.9.2", "vulns": [{"id": "CVE-1", "fix_versions": ["4.9.3", "5.0"]}]}
OPEN = {"name": "pypdf", "version": "5.0.0", "vulns": [{"id": "CVE-2", "fix_versions": []}]}
SILENT = {"name": "rich", "skip_reason": "Dependency not found on PyPI and could not be audited: rich (15.0.0)"}


def said(*packages: dict[str, Any]) -> tuple[int, list[str]]:
    return judge(json.dumps({"dependencies": packages, "fixes": []}))


def test_a_known_weakness_fails_and_is_named_with_its_remedy() -> None:
    code, lines = said(SOUND, WEAK, OPEN)
    assert code == 1
    assert lines == [
        "lxml 4.9.2：CVE-1，改用 4.9.3、5.0",
        "pypdf 5.0.0：CVE-2，还没有修复的版本",
        "查了 3 个包，2 个有已知漏洞；0 个查不到。",
    ]


def test_none_known_is_no_failure() -> None:
    assert said(SOUND, SOUND) == (0, ["查了 2 个包，0 个有已知漏洞；0 个查不到。"])


def test_who_was_not_asked_is_not_called_sound() -> None:
    assert said(SILENT) == (0, ["查了 0 个包，0 个有已知漏洞；1 个查不到。"])
    assert judge("ConnectionError: …") == judge("[]") == (0, ["漏洞库连不上：没有查。"])
