"""Diagnostics in the formats of people, code hosts and CI: pure functions from findings to text.

Each takes the findings in order and returns the whole text with a line end, empty where there is nothing to say.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from dcgd import __version__
from dcgd.diagnostics import Diagnostic, Severity
from dcgd.publish.table import visible
from dcgd.publish.tabular.formats import Format
from dcgd.unseen import without_unseen

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sentence(finding: Diagnostic) -> str:
    """What is wrong and how to mend it, in one line: `没有“区水力局”；是不是：区水利局？改正名称`."""
    stop = "" if not finding.hint or finding.message.endswith(("？", "。")) else "。"
    return shown(f"{finding.message}{stop}{finding.hint}")


def shown(text: str) -> str:
    """Text on one line, without characters that would move a terminal's cursor."""
    return without_unseen(text, " ")


def text(findings: Iterable[Diagnostic]) -> str:
    """A line each: `data/tasks.yaml:56:20: 错误 quote-number 目标值 12，引文里是 15。照引文改正…`."""
    return "".join(
        f"{shown(finding.file)}:{finding.line}:{finding.column}: "
        f"{finding.severity.chinese} {finding.code} {sentence(finding)}\n"
        for finding in findings
    )


def _dumped(value: Any) -> str:
    return visible(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def as_json(findings: Iterable[Diagnostic]) -> str:
    """An array of objects with the fields of a diagnostic."""
    rows = [{**finding._asdict(), "severity": finding.severity.value} for finding in findings]
    return _dumped(rows)


def annotation(level: str, file: str, line: int, column: int, title: str, message: str) -> str:
    """One GitHub workflow command, which puts a remark on a line: level is error, warning or notice."""
    place = f"file={_property(shown(file))},line={line},col={column},title={_property(title)}"
    return f"::{level} {place}::{_escaped(message)}\n"


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")


_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(findings: Iterable[Diagnostic]) -> str:
    """GitHub annotations on the lines of a pull request."""
    return "".join(
        annotation(
            _GITHUB[finding.severity],
            finding.file,
            finding.line,
            finding.column,
            _title(finding.code),
            f"{sentence(finding)}（{finding.code}）",
        )
        for finding in findings
    )


def _title(code: str) -> str:
    from dcgd.registry.codes import all_codes

    return all_codes()[code].title


_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(findings: Iterable[Diagnostic]) -> str:
    """A GitLab code quality report. A fingerprint names a finding without its line, which edits above it move."""
    rows = [
        {
            "description": sentence(finding),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _GITLAB[finding.severity],
            "location": {"path": finding.file, "lines": {"begin": finding.line}},
        }
        for finding, fingerprint in _fingerprints(findings)
    ]
    return _dumped(rows)


def _fingerprints(findings: Iterable[Diagnostic]) -> Iterable[tuple[Diagnostic, str]]:
    """Each finding with a name that is its own, even where two say the same of two places."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        key = finding.file, finding.code, finding.message
        seen[key] += 1
        yield finding, sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()


_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(findings: Iterable[Diagnostic]) -> str:
    """A SARIF 2.1.0 log with one run; its rules are the codes that occur, as `dcgd explain` has them."""
    named = list(_fingerprints(findings))
    codes = list(dict.fromkeys(finding.code for finding, _name in named))
    driver = {"name": "dcgd", "version": __version__, "language": "zh-CN", "rules": [_rule(code) for code in codes]}
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": _SARIF[finding.severity],
            "message": {"text": sentence(finding)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(finding.file)},
                        "region": {"startLine": finding.line, "startColumn": finding.column},
                    }
                }
            ],
            "partialFingerprints": {"dcgd/v1": name},
        }
        for finding, name in named
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    from dcgd.registry.codes import all_codes

    entry = all_codes()[code]
    return {
        "id": code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.meaning},
        "help": {"text": entry.mend or entry.meaning},
        "defaultConfiguration": {"level": _SARIF[entry.severity]},
    }


def _uri(file: str) -> str:
    """A path as a URI reference: relative ones stay relative, others get their scheme."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")


def junit(findings: Iterable[Diagnostic], files: Sequence[str], failing: Collection[Severity]) -> str:
    """A JUnit report: a case for each of `files`, failed by findings of a `failing` weight; it outputs the others."""
    from xml.sax.saxutils import escape, quoteattr

    by_file: dict[str, list[Diagnostic]] = {file: [] for file in files}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    cases, failures = [], 0
    for file, entries in by_file.items():
        bad = [finding for finding in entries if finding.severity in failing]
        mild = [finding for finding in entries if finding.severity not in failing]
        body = ""
        if bad:
            failures += 1
            title = quoteattr(f"{len(bad)} 个问题")
            body += f'<failure type="error" message={title}>{escape(text(bad))}</failure>'
        if mild:
            body += f"<system-out>{escape(text(mild))}</system-out>"
        cases.append(f'  <testcase classname="dcgd.validate" name={quoteattr(shown(file))}>{body}</testcase>\n')
    head = f'<testsuite name="dcgd validate" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{"".join(cases)}</testsuite>\n'


WRITERS: dict[Format, Callable[[Sequence[Diagnostic], Sequence[str], Collection[Severity]], str]] = {
    Format.TEXT: lambda findings, _files, _failing: text(findings),
    Format.JSON: lambda findings, _files, _failing: as_json(findings),
    Format.GITHUB: lambda findings, _files, _failing: github(findings),
    Format.GITLAB: lambda findings, _files, _failing: gitlab(findings),
    Format.SARIF: lambda findings, _files, _failing: sarif(findings),
    Format.JUNIT: junit,
}
"""What `--format` names: the text of findings, given also the files that were read and the weights that fail."""
