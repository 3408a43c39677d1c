"""Diagnostics in the formats of people, code hosts and CI: pure functions from findings to text.

Each takes the findings in order and returns the whole text with a line end, empty where there is nothing to say.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from dcgd import __version__
from dcgd.diagnostics import Diagnostic, Severity
from dcgd.publish.formats import Format
from dcgd.publish.table import visible
from dcgd.unseen import without_unseen

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sentence(found: Diagnostic) -> str:
    """What is wrong and how to mend it, in one line: `没有“区水力局”；是不是：区水利局？改正名称`."""
    stop = "" if not found.hint or found.message.endswith(("？", "。")) else "。"
    return shown(f"{found.message}{stop}{found.hint}")


def shown(text: str) -> str:
    """Text on one line, without characters that would move a terminal's cursor."""
    return without_unseen(text, " ")


def text(found: Iterable[Diagnostic]) -> str:
    """A line each: `data/tasks.yaml:56:20: 错误 quote-number 目标值 12，引文里是 15。照引文改正…`."""
    return "".join(
        f"{shown(each.file)}:{each.line}:{each.column}: {each.severity.chinese} {each.code} {sentence(each)}\n"
        for each in found
    )


def _dumped(value: Any) -> str:
    import json

    return visible(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def as_json(found: Iterable[Diagnostic]) -> str:
    """An array of objects with the fields of a diagnostic."""
    rows = [{**each._asdict(), "severity": each.severity.value} for each in found]
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


def github(found: Iterable[Diagnostic]) -> str:
    """GitHub annotations on the lines of a pull request."""
    return "".join(
        annotation(
            _GITHUB[each.severity],
            each.file,
            each.line,
            each.column,
            _title(each.code),
            f"{sentence(each)}（{each.code}）",
        )
        for each in found
    )


def _title(code: str) -> str:
    from dcgd.registry.codes import all_codes

    return all_codes()[code].title


_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(found: Iterable[Diagnostic]) -> str:
    """A GitLab code quality report. A fingerprint names a finding without its line, which edits above it move."""
    rows = [
        {
            "description": sentence(each),
            "check_name": each.code,
            "fingerprint": fingerprint,
            "severity": _GITLAB[each.severity],
            "location": {"path": each.file, "lines": {"begin": each.line}},
        }
        for each, fingerprint in _fingerprints(found)
    ]
    return _dumped(rows)


def _fingerprints(found: Iterable[Diagnostic]) -> Iterable[tuple[Diagnostic, str]]:
    """Each finding with a name that is its own, even where two say the same of two places."""
    from hashlib import sha256

    seen: Counter[tuple[str, str, str]] = Counter()
    for each in found:
        key = each.file, each.code, each.message
        seen[key] += 1
        yield each, sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()


_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(found: Iterable[Diagnostic]) -> str:
    """A SARIF 2.1.0 log with one run; its rules are the codes that occur, as `dcgd explain` has them."""
    each_with_name = list(_fingerprints(found))
    codes = list(dict.fromkeys(each.code for each, _name in each_with_name))
    driver = {"name": "dcgd", "version": __version__, "language": "zh-CN", "rules": [_rule(code) for code in codes]}
    results = [
        {
            "ruleId": each.code,
            "ruleIndex": codes.index(each.code),
            "level": _SARIF[each.severity],
            "message": {"text": sentence(each)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(each.file)},
                        "region": {"startLine": each.line, "startColumn": each.column},
                    }
                }
            ],
            "partialFingerprints": {"dcgd/v1": name},
        }
        for each, name in each_with_name
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
    from pathlib import PurePath
    from urllib.parse import quote

    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")


def junit(found: Iterable[Diagnostic], files: Sequence[str], failing: Collection[Severity]) -> str:
    """A JUnit report: a case for each of `files`, failed by findings of a `failing` weight; it outputs the others."""
    from xml.sax.saxutils import escape, quoteattr

    by_file: dict[str, list[Diagnostic]] = {file: [] for file in files}
    for each in found:
        by_file.setdefault(each.file, []).append(each)
    cases, failures = [], 0
    for file, entries in by_file.items():
        bad = [each for each in entries if each.severity in failing]
        mild = [each for each in entries if each.severity not in failing]
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
    Format.TEXT: lambda found, _files, _failing: text(found),
    Format.JSON: lambda found, _files, _failing: as_json(found),
    Format.GITHUB: lambda found, _files, _failing: github(found),
    Format.GITLAB: lambda found, _files, _failing: gitlab(found),
    Format.SARIF: lambda found, _files, _failing: sarif(found),
    Format.JUNIT: junit,
}
"""What `--format` names: the text of findings, given also the files that were read and the weights that fail."""
