"""Changes of a registry as a table, as a comment on a pull request, as annotations: pure functions."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from dcgd.publish.findings import annotation
from dcgd.publish.table import Column, Row, Table, cell, markdown_text, write
from dcgd.publish.tabular.formats import Format
from dcgd.registry.diff import Change, ChangeKind, Effect


class Spot(NamedTuple):
    """Where a reader finds a change: the file as the user would name it, line and column from 1."""

    file: str
    line: int
    column: int


Locate = Callable[[Change], Spot]
_UNAPPROVED = "没有批准记录"

COLUMNS = (
    Column("effect", "归类", {effect.value: effect.chinese for effect in Effect}, narrow=True),
    Column("what", "变更", narrow=True),
    Column("subject", "编号", narrow=True),
    Column("title", "名称"),
    Column("before", "原"),
    Column("after", "现"),
    Column("detail", "改动"),
    Column("approval", "批准"),
    Column("place", "位置"),
)


def rows(changes: Iterable[Change], locate: Locate) -> list[Row]:
    """One row a change; JSON shows more keys than the columns."""
    lines = []
    for change in changes:
        spot, approved = locate(change), change.approval
        lines.append(
            {
                "effect": change.effect.value,
                "kind": change.kind,
                "what": change.words,
                "subject": change.subject,
                "title": change.title,
                "before": change.before,
                "after": change.after,
                "detail": change.detail,
                "approved": None if change.effect is not Effect.WEAKER else not change.unapproved,
                "approval": approval(change),
                "approved_by": approved.approved_by if approved else None,
                "approved_on": approved.date.isoformat() if approved else None,
                "reason": approved.reason if approved else None,
                "message": sentence(change),
                "file": spot.file,
                "line": spot.line,
                "place": f"{spot.file}:{spot.line}",
            }
        )
    return lines


def table(changes: Iterable[Change], locate: Locate, *, whole: bool = False) -> Table:
    """The projection. For people without the columns in which nothing would stand; `whole` for programs."""
    lines = rows(changes, locate)
    said = [column for column in COLUMNS if whole or any(row[column.key] for row in lines)]
    if not whole and all(row["kind"].startswith("year-") for row in lines):
        said = [column for column in said if column.key != "effect"]  # two years are compared, not weighed
    return Table(tuple(said), lines)


def approval(change: Change) -> str:
    """Who approved a change and when; that nobody did, of a weakening; nothing of what needs none."""
    if change.approval:
        return f"{change.approval.date} {change.approval.approved_by}：{change.approval.reason}"
    return _UNAPPROVED if change.unapproved else ""


def sentence(change: Change) -> str:
    """`5-1 新增高新技术企业：目标值下调，15 家 → 12 家；属于弱化，没有批准记录（adjustments）`."""
    what = change.words
    if change.before or change.after:
        what += f"，{change.before or '无'} → {change.after or '无'}"
    if change.detail:
        what += f"：{change.detail}"
    named = f"{' '.join(part for part in (change.subject, change.title) if part)}：{what}"
    if change.kind.startswith("year-"):
        return named
    said = f"{named}；属于{change.effect.chinese}"
    if change.approval:
        return f"{said}，{change.approval.date} 经{change.approval.approved_by}批准（{change.approval.reason}）"
    return f"{said}，{_UNAPPROVED}（adjustments）" if change.unapproved else said


def summary(changes: Sequence[Change]) -> str:
    """`3 处变更：弱化 2（1 处没有批准记录），强化 1`."""
    if not changes:
        return "没有变更"
    if all(change.kind.startswith("year-") for change in changes):
        counts = Counter(change.words for change in changes)
        return f"{len(changes)} 项：{'，'.join(f'{words} {count}' for words, count in counts.items())}"
    parts = []
    for effect in Effect:
        count = sum(change.effect is effect for change in changes)
        bad = sum(change.unapproved for change in changes) if effect is Effect.WEAKER else 0
        if count:
            parts.append(f"{effect.chinese} {count}" + (f"（{bad} 处{_UNAPPROVED}）" if bad else ""))
    return f"{len(changes)} 处变更：{'，'.join(parts)}"


def markdown(changes: Sequence[Change], locate: Locate, versions: str) -> str:
    """A comment for a pull request: what it amounts to, then the table; data is never markup."""
    out = StringIO()
    out.write(f"### 登记册变更\n\n{markdown_text(cell(versions))}。{summary(changes)}。\n")
    if changes:
        if any(change.unapproved for change in changes):
            out.write("\n**有弱化没有批准记录。** 经批准的，用 `dcgd set` 记一条调整；否则请改回。\n")
        out.write("\n")
        write(table(changes, locate), Format.MARKDOWN, out)
    return out.getvalue()


def github(changes: Iterable[Change], locate: Locate) -> str:
    """GitHub annotations: an error for a weakening that nobody approved, a warning for one approved, else a notice."""
    lines = []
    for change in changes:
        level = "error" if change.unapproved else "warning" if change.effect is Effect.WEAKER else "notice"
        spot = locate(change)
        lines.append(annotation(level, spot.file, spot.line, spot.column, change.words, sentence(change)))
    return "".join(lines)


_HEAD = """\
<!-- 由 tools/generate.py 从 src/dcgd/registry/diff/kinds.py 生成，请勿直接改动。 -->

# 改了什么：`dcgd diff` 的归类

`dcgd diff` 比较登记册的两个版本，说的不是哪些行不同，而是对区里的承诺变了什么。每处变更归为四类之一：

| 归类 | 意思 |
|---|---|
| 弱化 | 承诺变容易了，或看不到了。没有批准记录的会标出，`--fail-on weakening` 时退出码为 1 |
| 强化 | 承诺变难了，或多了 |
| 中性 | 与承诺的松紧无关，或看不出松紧 |
| 更正 | 改正了错处：改前与没有动过的引文或官方文本矛盾，改后相符；或更正已报的进展 |

批准记录是目标、成果（没有这两样的，是任务）的 `adjustments`：日期、哪一项、从多少到多少、理由、批准的人或会议。用
`dcgd set 5-1 value 12 --reason … --approved-by …` 记一条，`value` 不动。比较的是现行值，即按日期算上全部调整之后的值；
新增的调整从旧的现行值起、到新的现行值止，这处变更才算经过批准。目标值、期限、比较方式、约束性、基数可以这样调整；
删除目标这类变更没有批准记录可写，应当保留目标，或由有权的人越过检查。

目标值、比较方式、约束性、计量单位的改动，若改前与引文矛盾、改后相符，而引文和原文都没有动，归为更正。

## 两个年份的文件：同比

文号和周期都不同的两个登记册（上一年的、今年的）不按改动归类，而是一项一项比：延续、同比提高、同比降低、今年新列、今年不再列，
两年的目标、已报的数都写上。写了 `continues` 的凭它对上；没有写的，种类、名称、计量单位都相同的算同一项。
没有“弱化”一说，不要批准记录。

## 各种变更

| 代码 | 变更 | 归类 | 说明 |
|---|---|---|---|
"""


def page(kinds: Mapping[str, ChangeKind]) -> str:
    """The Markdown page of all kinds of change and their classes."""
    lines = [
        f"| `{slug}` | {kind.words} | {kind.effect.chinese if kind.effect else '见说明'} | {kind.rule} |\n"
        for slug, kind in kinds.items()
    ]
    return _HEAD + "".join(lines)
