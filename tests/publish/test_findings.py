"""Diagnostics for people, code hosts and CI."""

import json
import xml.etree.ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcgd.diagnostics import Diagnostic, Severity
from dcgd.publish import findings
from dcgd.publish.findings import WRITERS
from dcgd.publish.tabular.formats import Format
from dcgd.registry.codes import all_codes

ERROR = Diagnostic("data/tasks.yaml", 53, 20, Severity.ERROR, "quote-number", "目标值 12，引文里是 15", "照引文改正")
WARNING = Diagnostic("data/tasks.yaml", 84, 25, Severity.WARNING, "comparator-wording", "引文说“左右”", "改成 about")
INFO = Diagnostic("data/units.yaml", 3, 9, Severity.INFO, "unused-unit", "没有任务提到区档案馆")
ALL = [ERROR, WARNING, INFO]
FILES = ["data/tasks.yaml", "data/units.yaml"]
NASTY = ERROR._replace(file="a,b:%.yaml", message="一\n::error::二 % \x1b[31m<&\"'\u202e", hint="")

some = st.lists(
    st.builds(
        Diagnostic,
        file=st.sampled_from(["data/tasks.yaml", "台账/a b%.yaml", "/abs/x.yaml"]),
        line=st.integers(1, 99),
        column=st.integers(1, 99),
        severity=st.sampled_from(Severity),
        code=st.sampled_from(sorted(all_codes())),
        message=st.text(max_size=20),
        hint=st.text(max_size=20),
    ),
    max_size=6,
)


def test_text_is_a_line_each() -> None:
    assert findings.text(ALL) == (
        "data/tasks.yaml:53:20: 错误 quote-number 目标值 12，引文里是 15。照引文改正\n"
        "data/tasks.yaml:84:25: 警告 comparator-wording 引文说“左右”。改成 about\n"
        "data/units.yaml:3:9: 提示 unused-unit 没有任务提到区档案馆\n"
    )


def test_a_question_is_not_closed_twice() -> None:
    assert (
        findings.sentence(ERROR._replace(message="是不是：区水利局？", hint="改正名称")) == "是不是：区水利局？改正名称"
    )


def test_json_has_the_fields_of_a_diagnostic() -> None:
    assert json.loads(findings.as_json(ALL))[0] == {**ERROR._asdict(), "severity": "error"}


def test_github_puts_each_on_its_line() -> None:
    first, second, third = findings.github(ALL).splitlines()
    place = "file=data/tasks.yaml,line=53,col=20,title=数值与引文不符"
    assert first == f"::error {place}::目标值 12，引文里是 15。照引文改正（quote-number）"
    assert second.startswith("::warning file=data/tasks.yaml,line=84,col=25,title=比较方式与措辞不符::")
    assert third.startswith("::notice file=data/units.yaml,line=3,col=9,title=单位没有任务::")


def test_nothing_in_the_data_makes_another_command() -> None:
    (line,) = findings.github([NASTY]).splitlines()
    assert line.startswith("::error file=a%2Cb%3A%25.yaml,line=53,")
    assert "\x1b" not in line
    assert "%25" in line.split("::", 2)[2]


def test_gitlab_reports_code_quality() -> None:
    first, *others = json.loads(findings.gitlab(ALL))
    assert first == {
        "description": "目标值 12，引文里是 15。照引文改正",
        "check_name": "quote-number",
        "fingerprint": first["fingerprint"],
        "severity": "critical",
        "location": {"path": "data/tasks.yaml", "lines": {"begin": 53}},
    }
    assert [each["severity"] for each in others] == ["minor", "info"]


def test_a_fingerprint_survives_edits_above_and_is_the_findings_own() -> None:
    def prints(found: list[Diagnostic]) -> list[str]:
        return [each["fingerprint"] for each in json.loads(findings.gitlab(found))]

    assert prints([ERROR]) == prints([ERROR._replace(line=99)])
    assert len(set(prints([ERROR, ERROR._replace(line=60), WARNING]))) == 3


def test_sarif_has_what_the_standard_requires() -> None:
    """The structure as SARIF 2.1.0 has it: §3.13 log, §3.14 run, §3.19 driver, §3.27 result, §3.30 region."""
    log = json.loads(findings.sarif(ALL))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], run["columnKind"]) == ("dcgd", "unicodeCodePoints")
    assert [rule["id"] for rule in driver["rules"]] == [each.code for each in ALL]
    for rule in driver["rules"]:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for each, result in zip(ALL, run["results"], strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == each.code
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"] == {"uri": each.file}
        assert place["region"] == {"startLine": each.line, "startColumn": each.column}
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


def test_sarif_names_files_by_uri() -> None:
    def uri(file: str) -> str:
        (result,) = json.loads(findings.sarif([ERROR._replace(file=file)]))["runs"][0]["results"]
        return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])

    assert uri("台账/a b.yaml") == "%E5%8F%B0%E8%B4%A6/a%20b.yaml"
    assert uri("/abs/tasks.yaml") == "file:///abs/tasks.yaml"


def test_junit_has_a_case_a_file() -> None:
    suite = ET.fromstring(findings.junit(ALL, FILES, [Severity.ERROR]))
    assert suite.attrib == {"name": "dcgd validate", "tests": "2", "failures": "1", "errors": "0", "skipped": "0"}
    tasks, units = suite.findall("testcase")
    failure = tasks.find("failure")
    assert failure is not None
    assert failure.text == findings.text([ERROR])
    assert tasks.findtext("system-out") == findings.text([WARNING])
    assert units.find("failure") is None
    assert units.findtext("system-out") == findings.text([INFO])


def test_junit_fails_by_warnings_where_they_fail() -> None:
    assert ET.fromstring(findings.junit([WARNING], FILES, [Severity.ERROR])).get("failures") == "0"
    assert ET.fromstring(findings.junit([WARNING], FILES, [Severity.ERROR, Severity.WARNING])).get("failures") == "1"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some)
def test_every_format_can_be_read_whatever_the_data(found: list[Diagnostic]) -> None:
    made = {form: render(found, FILES, [Severity.ERROR]) for form, render in WRITERS.items()}
    for form in (Format.JSON, Format.GITLAB):
        assert len(json.loads(made[form])) == len(found)
    assert len(json.loads(made[Format.SARIF])["runs"][0]["results"]) == len(found)
    assert len(made[Format.TEXT].splitlines()) == len(made[Format.GITHUB].splitlines()) == len(found)
    ET.fromstring(made[Format.JUNIT])


def test_nothing_found_is_a_whole_report_too() -> None:
    made = {form: render([], FILES, [Severity.ERROR]) for form, render in WRITERS.items()}
    assert made[Format.TEXT] == made[Format.GITHUB] == ""
    assert json.loads(made[Format.JSON]) == json.loads(made[Format.GITLAB]) == []
    assert json.loads(made[Format.SARIF])["runs"][0]["results"] == []
    assert ET.fromstring(made[Format.JUNIT]).get("tests") == "2"
