"""JSON Schema (2020-12) of the registry's files, from the models: what validation takes, with Chinese descriptions."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from dcgd import model
from dcgd.model import Document, Notice, Paper, Person, Problem, Report, Request, Rules, Seal, Section, Unit
from dcgd.registry import files
from dcgd.words import Word

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TITLES: Mapping[str, str] = {
    "Document": "文件",
    "Section": "章节",
    "Task": "任务",
    "Target": "目标：文件承诺的一个数",
    "Milestone": "成果：没有数值的交付",
    "Adjustment": "经批准的一次调整",
    "Checkpoint": "节点：value、percent、text 三者写其一",
    "Unit": "责任单位",
    "Person": "一个人：分管领导、责任人、联系人",
    "Report": "一条进展：target、milestone、task 三者写其一",
    "Problem": "问题",
    "Step": "问题的一步",
    "Evidence": "一份佐证：file 和 url 写其一",
    "Notice": "督办单",
    "NoticeStep": "督办单的一步",
    "Answer": "督办单的一步是什么",
    "Request": "一件申请",
    "RequestStep": "申请的一步",
    "Decision": "申请的一步是什么",
    "Rules": "规则；每一项都有缺省值",
    "Thresholds": "界限",
    "Reporting": "报送周期",
    "Notices": "督办单的级别、回复期限、升级",
    "Calendar": "工作日：国家放假调休之外另外放假、上班的日子",
    "Planning": "年度计划：节点何时定稿",
    "Doubts": "进展疑点的界限",
    "Status": "状态",
    "Light": "灯色",
    "Level": "督办级别",
    "Kind": "目标的类型",
    "Comparator": "比较方式",
    "Firmness": "约束性",
    "PaceMode": "序时进度的算法",
    "Rollup": "分解怎样合成目标",
    "Share": "分解：目标里一个单位承担的数",
    "Cycle": "报送周期",
    "Adjustable": "能调整的各项",
    "Action": "问题的一步是什么",
    "DocumentType": "文件类型",
    "PaperKind": "哪一类公文",
    "PaperAction": "公文的一步是什么",
    "HeadKind": "公文的版头",
    "Paper": "一份发出的公文",
    "PaperStep": "公文发出之后的一步：作废",
    "Seal": "一次封存",
    "Office": "督查机构",
    "Profile": "考核办法",
    "Appraisal": "考核办法：选一种，再写与它不同的",
    "ByRole": "一个事项给牵头单位、参与单位的分",
    "Evaluation": "一次领导评价",
}


class SchemaName(Word):
    """The schemas, by the files that they describe."""

    TASKS = "tasks", "任务"
    UNITS = "units", "单位"
    PEOPLE = "people", "人员"
    PROGRESS = "progress", "进展"
    PROBLEMS = "problems", "问题"
    NOTICES = "notices", "督办单"
    REQUESTS = "requests", "申请"
    PAPERS = "papers", "公文"
    SEALS = "seals", "封存"
    RULES = "rules", "规则"


_FILES: Mapping[SchemaName, tuple[str, tuple[tuple[str, Any, str], ...]]] = {
    SchemaName.TASKS: (
        files.TASKS,
        (("document", Document, "文件"), ("sections", list[Section], "章节，连同任务、目标、成果")),
    ),
    SchemaName.UNITS: (files.UNITS, (("units", list[Unit], "责任单位"),)),
    SchemaName.PEOPLE: (files.PEOPLE, (("people", list[Person], "人员，按领导排序"),)),
    SchemaName.PROGRESS: (f"{files.PROGRESS}/年-月.yaml", (("reports", list[Report], "进展，只在末尾添加"),)),
    SchemaName.PROBLEMS: (files.PROBLEMS, (("problems", list[Problem], "问题"),)),
    SchemaName.NOTICES: (files.NOTICES, (("notices", list[Notice], "督办单"),)),
    SchemaName.REQUESTS: (files.REQUESTS, (("requests", list[Request], "延期等调整的申请"),)),
    SchemaName.PAPERS: (files.PAPERS, (("papers", list[Paper], "发出的公文"),)),
    SchemaName.SEALS: (files.SEALS, (("seals", list[Seal], "封存的月份"),)),
    SchemaName.RULES: (files.RULES, ()),
}


def file_of(name: SchemaName) -> str:
    """The file of a registry that a schema describes."""
    return _FILES[name][0]


def schema(name: SchemaName) -> dict[str, Any]:
    """The schema of one of the files."""
    from pydantic import TypeAdapter

    file, keys = _FILES[name]
    head = {"$schema": DIALECT, "title": f"dcgd 登记册的 {file}"}
    if not keys:
        made = TypeAdapter(Rules).json_schema()
        return head | _finished(made, "Rules")
    adapters = [(key, "validation", TypeAdapter(kind)) for key, kind, _words in keys]
    parts, shared = TypeAdapter.json_schemas(adapters)  # type: ignore[arg-type]
    properties = {key: {**parts[key, "validation"], "description": words} for key, _kind, words in keys}
    for key, kind, _words in keys:
        if get_origin(kind) is list:  # a list may be there with nothing under it yet
            properties[key]["type"] = ["array", "null"]
    described = {"type": "object", "additionalProperties": False, "properties": properties, "required": [*properties]}
    return head | _finished({**described, **shared}, "")


def _finished(made: dict[str, Any], name: str) -> dict[str, Any]:
    """A schema as pydantic makes it, with what only this program knows: limits, Chinese, what adjustments take."""
    definitions = made.get("$defs", {})
    for entity, definition in [*definitions.items(), *([(name, made)] if name else [])]:
        definition["description"] = _TITLES[entity]
        for key, limits in _limits(getattr(model, entity)).items():
            definition["properties"][key] |= limits
    if "Checkpoint" in definitions:
        definitions["Checkpoint"]["oneOf"] = [{"required": [key]} for key in ("value", "percent", "text")]
    if "Adjustment" in definitions:
        definitions["Adjustment"]["allOf"] = _adjustments()
        for entity in (model.Milestone, model.Task):
            allowed = {"properties": {"field": {"enum": [*model.ADJUSTABLE[entity]]}}}
            definitions[entity.__name__]["properties"]["adjustments"]["items"] = {
                "allOf": [{"$ref": "#/$defs/Adjustment"}, allowed]
            }
    tidied: dict[str, Any] = _tidy(made)
    return tidied


def _limits(entity: type) -> dict[str, dict[str, Any]]:
    """Ge and Le of an entity's fields, which pydantic does not see behind a parser of our own."""
    if not hasattr(entity, "__dataclass_fields__"):
        return {}
    hints = get_type_hints(entity, include_extras=True)
    limited = {field.name.rstrip("_"): dict(_bounds(hints[field.name])) for field in fields(entity)}
    return {key: limits for key, limits in limited.items() if limits}


def _bounds(hint: Any) -> list[tuple[str, Any]]:
    bounds: list[tuple[str, Any]] = []
    for part in get_args(hint):
        if isinstance(part, Ge):
            bounds.append(("minimum", part.ge))
        elif isinstance(part, Le):
            bounds.append(("maximum", part.le))
        elif get_origin(hint) is not Annotated or part is get_args(hint)[0]:
            bounds += _bounds(part)
    return bounds


def _adjustments() -> list[dict[str, Any]]:
    day = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    takes = {
        ("value", "baseline"): {"type": "number"},
        ("due", "checkpoints"): day,
        ("comparator",): {"enum": [*model.Comparator]},
        ("firmness",): {"enum": [*model.Firmness]},
    }
    return [
        {
            "if": {"properties": {"field": {"enum": [*names]}}, "required": ["field"]},
            "then": {"properties": {"from": wanted, "to": wanted}},
        }
        for names, wanted in takes.items()
    ]


def _tidy(node: Any, *, names: bool = False) -> Any:
    """A schema without pydantic's titles in English, with texts that hold more than blanks and numeric defaults.

    `names`: the keys of this mapping are names of fields, not of JSON Schema.
    """
    if isinstance(node, list):
        return [_tidy(part) for part in node]
    if not isinstance(node, dict):
        return node
    tidied = {
        key: _tidy(value, names=key in ("properties", "$defs") and not names)
        for key, value in node.items()
        if names or key != "title"
    }
    if names:
        return tidied
    if tidied.get("minLength") == 1:
        tidied["pattern"] = r"\S"
    default = tidied.get("default")
    if tidied.get("type") == "number" and isinstance(default, str):
        tidied["default"] = int(default) if default.isdigit() else float(default)
    return tidied
