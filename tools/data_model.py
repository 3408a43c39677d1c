"""Write docs/data-model.md from the model: `python tools/data_model.py`. A test keeps the page current."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from dcgd import model  # noqa: E402
from dcgd.model.fields import Address, Count, Day, Digest, Moment, Month, Number, Phone, Says, Scalar, Text, Whole  # noqa: E402
from dcgd.words import Word  # noqa: E402

PAGE = ROOT / "docs" / "data-model.md"
BORDERLINES = ROOT / "tools" / "borderlines.md"
"""What no model knows: how the shipped registry was read. It ends the page."""
FILES = (
    (
        "tasks.yaml",
        "文件、章节、任务、目标、成果",
        ("Document", "Section", "Task", "Target", "Milestone", "Checkpoint", "Share", "Adjustment"),
    ),
    ("units.yaml", "责任单位和它们的别名，次序即机构序列；顶层是 `units:` 列表", ("Unit",)),
    ("people.yaml", "人员，次序即领导排序，可以没有；顶层是 `people:` 列表", ("Person",)),
    (
        "rules.yaml",
        "规则，可以没有；每个键都有缺省值",
        (
            "Rules",
            "Thresholds",
            "Reporting",
            "Appraisal",
            "ByRole",
            "Evaluation",
            "Notices",
            "Calendar",
            "Office",
            "Planning",
            "Doubts",
        ),
    ),
    (
        "progress/年-月.yaml",
        "一个月的进展，只在末尾添加；顶层是 `reports:` 列表。有人报送之前没有这个文件夹",
        ("Report", "Evidence"),
    ),
    ("problems.yaml", "问题和经过；顶层是 `problems:` 列表。有人提出之前没有这个文件", ("Problem", "Step")),
    ("notices.yaml", "督办单；顶层是 `notices:` 列表。发出第一张之前没有这个文件", ("Notice", "NoticeStep")),
    (
        "requests.yaml",
        "延期等调整的申请；顶层是 `requests:` 列表。有人申请之前没有这个文件",
        ("Request", "RequestStep"),
    ),
    (
        "papers.yaml",
        "发出的公文，只在末尾添加；顶层是 `papers:` 列表。发出第一份之前没有这个文件",
        ("Paper", "PaperStep"),
    ),
    (
        "seals.yaml",
        "封存的月份（见 audit.md），只在末尾添加；顶层是 `seals:` 列表，存档在 seals/。封存第一个月之前没有这个文件",
        ("Seal",),
    ),
)
TITLES = {
    "Document": "`document`：文件", "Section": "`sections` 的每一项：章节", "Task": "`tasks` 的每一项：任务",
    "Target": "`targets` 的每一项：目标", "Milestone": "`milestones` 的每一项：成果", "Checkpoint": "`checkpoints` 的每一项：节点",
    "Share": "`shares` 的每一项：分解",
    "Adjustment": "`adjustments` 的每一项：调整", "Unit": "`units` 的每一项：单位", "Person": "`people` 的每一项：人员", "Rules": "顶层", "Thresholds": "`thresholds`",
    "Reporting": "`reporting`", "Planning": "`plan`", "Notices": "`notices`", "Calendar": "`calendar`", "Doubts": "`doubts`", "Appraisal": "`appraisal`：考核，没有写的随 `profile`（见 appraisal.md）",
    "ByRole": "`items` 的每一状态：得（失）分", "Evaluation": "`evaluations` 的每一项：领导评价", "Report": "`reports` 的每一项：进展",
    "Evidence": "`evidence` 的每一项：佐证（进展和问题的步骤都有；只写一段文字就是只记名）", "Problem": "`problems` 的每一项：问题",
    "Step": "`steps` 的每一项：步骤", "Notice": "`notices` 的每一项：督办单",
    "NoticeStep": "督办单 `steps` 的每一项：步骤",
    "Request": "`requests` 的每一项：申请", "RequestStep": "申请 `steps` 的每一项：步骤",
    "Seal": "`seals` 的每一项：一次封存",
    "Office": "`office`：督查机构，都可以不写", "Paper": "`papers` 的每一项：公文", "PaperStep": "公文 `steps` 的每一项：步骤",
}  # fmt: skip
KINDS = {
    Day: "日期",
    Moment: "时刻",
    Number: "数",
    Count: "正整数",
    Whole: "整数",
    Scalar: "数、日期或文字",
    Text: "文字",
    Phone: "电话",
    Address: "邮箱",
    Month: "月份",
    Digest: "摘要",
    bool: "true/false",
    str: "文字",
    int: "整数",
}

HEAD = """\
# 数据的样子

（本页由 `python tools/data_model.py` 从程序的模型和 `tools/borderlines.md` 生成，不要手改。）

YAML 文件是唯一的真相，其余（索引、报告、网页）都由它们生成，删了也无妨。登记册是一个文件夹：

| 文件 | 内容 |
|---|---|
{files}

几条约定：

- 只读这些名字的文件，大小写、后缀、位置都要一样。名字像它们而没有读的（`.yml`、`2025-09 (1).yaml`、子文件夹里的、编辑器留下的）由
  `dcgd validate` 逐个指出：里面有记录没有算进去的是错误（`unread-data`），旁边的副本是警告（`unread-copy`）。
- 任务的 `text` 是官方原文，一字不差：PDF 的断行断页直接相连，数字两边的空格照原文，第一句（即 `title`）也在其中；
  序号和责任单位的括号不在其中，另记在 `leads`、`participants`，照原文的写法。`units.yaml` 认得各种写法。
- 任务序号全文连续。目标的编号是 任务号-序号（5-1），成果是 任务号-m序号（5-m1）；编号一经使用不再改变。
- 什么是目标：文件承诺要达到的数，包括用文字说的（动态清零为 0、两位数增长为 10%、全覆盖为 100%、基本覆盖为 100% 左右、控制在
  计划指标之内为不超过指标的 100%，写 `implied: true`）。名称里的数、文号、年份、只作限定的规模（投资 500 万元以上的
  项目 20 个，目标是 20）不是。
- 什么是成果：一年之内能勾掉的一件事，看动词，见本页末尾的“成果看什么”。目标和成果都分约束性（`firm`）与力争（`strive`）。
- 单位的名称只有一条规矩：不写级别的就是本级的，本级的名称前可以带本地的地名，“人民政府”就是“政府”，开头的“中共”不算。东昌府区的
  登记册里，水利局、区水利局、东昌府区水利局、聊城市东昌府区水利局是一个单位，不必写成别名；市水利局、聊城市水利局、云溪区水利局是别的
  单位，不会认作它。地名和级别取自 `issuer`（聊城市东昌府区人民政府办公室），看不出来的取自多数单位的名称。照字面写着的名称先认。
- 一个区的几份文件可以共用 `units.yaml`、`people.yaml`、`rules.yaml`：登记册里没有的，用上一级文件夹里的（那里没有 tasks.yaml 才算）。
  改它的命令就改上一级的那一份，同在那里的登记册因此不合格的不写。
- 人只在 `people.yaml` 里写全，别处只写姓名。电话和邮箱只在那里，别的文件、导出、网页、查询里都没有；打印只有 `dcgd people --contacts`。
  人不写在任务上也有：分管领导、责任人、联系人缺省是牵头单位的 `leader`、`head`、`contact`。
- 节点写 `value`、`percent`、`text` 三者之一：有数的进序时进度，只有话的（形象进度）由进展的 `checkpoint` 报完成，过期未报的算滞后（arithmetic.md）。数是累计的，不是一季度的。
- 目标分解到单位写 `shares`（`{{unit: 柳园街道, value: 4}}`），只分一级；单位可以写任何一个名称，编号是 5-1@柳园街道（照目标里的写法）。有分解的目标
  按分解报（进展写 `share: 柳园街道`），自己不另报；合起来与目标值对不上的是警告（arithmetic.md）。分解的调整写在它自己的 `adjustments` 里。
- 没有责任单位的任务写 `leads: []`，是有意写的。
- 指标调整、延期写进 `adjustments`，`value`、`due` 保留原样：原来的和现在的都看得到。
- 日期写 `2023-06-30`，数写 `15`、`4.1`，不加引号。除了 true、false、null 和数，其余都是文字。不许用锚点、别名、标签。
- 标“必填”的键不能省；其余有缺省值，在 YAML 里可以不写，在 JSON 输出里总是写出。
"""


def page() -> str:
    """The whole page."""
    rows = "\n".join(f"| `{name}` | {what} |" for name, what, _ in FILES) + "\n| `source/` | 据以录入的官方文本 |"
    parts = [HEAD.format(files=rows)]
    for name, _what, entities in FILES:
        parts.append(f"\n## {name}\n")
        for entity in entities:
            parts.append(f"\n### {TITLES[entity]}\n\n| 键 | 类型 | 缺省 | 含义 |\n|---|---|---|---|\n")
            parts.extend(f"| {row} |\n" for row in table(getattr(model, entity)))
    return "".join(parts) + BORDERLINES.read_text(encoding="utf-8")


def table(entity: Any) -> Iterator[str]:
    """A row for each key of an entity."""
    hints = get_type_hints(entity, include_extras=True)
    for field in fields(entity):
        hint = hints[field.name]
        says = next((item.text for item in getattr(hint, "__metadata__", ()) if isinstance(item, Says)), "")
        base = hint.__origin__ if says else hint
        # Annotated flattens: a marker of the inner kind may stand beside `Says`.
        yield f"`{field.name.rstrip('_')}` | {kind(hint, base)} | {default(field)} | {says}"


def kind(hint: Any, base: Any) -> str:
    """A type in Chinese."""
    known: Any
    for known, word in KINDS.items():
        marks = getattr(known, "__metadata__", None)
        if known is base or (marks and base is known.__origin__ and marks[0] in getattr(hint, "__metadata__", ())):
            return word
    origin = get_origin(base)
    if origin is Literal:
        return "、".join(f"`{value}`" for value in get_args(base))
    if isinstance(base, type) and issubclass(base, Word):
        return "、".join(f"`{word}`" for word in base)
    if origin is tuple:
        return "列表"
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return "键值"
    arguments = [item for item in get_args(base) if item is not type(None)]
    if arguments and arguments != [base]:
        inner = arguments[0]
        return kind(inner, getattr(inner, "__origin__", inner) if getattr(inner, "__metadata__", None) else inner)
    return "键值" if hasattr(base, "__dataclass_fields__") else "数" if base is Decimal else "文字"


def default(field: Any) -> str:
    """A key's default as it would be written, or 必填."""
    if field.default_factory is not MISSING:
        if field.name == "lights":
            return "（见 arithmetic.md）"
        return "无" if field.default_factory is dict else "见下表"
    value = field.default
    if value is MISSING:
        return "**必填**"
    if value is None or value == ():
        return "无"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
