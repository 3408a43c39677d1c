"""Tables of tasks: which column says what, and one piece for each row."""

import re
from dataclasses import dataclass

from dcgd.intake.outline.pieces import Piece, first_sentence
from dcgd.intake.phrases.responsibility import Said, parse
from dcgd.intake.phrases.statements import Statement
from dcgd.intake.text.body import Body, Line

_ROLES = (
    ("number", "^(?:序号|编号|序|号|No\\.?)$"),
    ("person", "领导|责任人|联系人|负责人|联络员|电话"),
    ("help", "配合|参与|参加|协办|协同|协作|协助|支持"),
    (
        "lead",
        "牵头|主办|主责|责任(?:单位|部门|主体)|承办|负责(?:单位|部门)|落实(?:单位|部门)|实施(?:单位|主体)|^单位$|^部门$|责任分工",
    ),
    ("due", "时限|期限|完成时间|时间节点|时间要求|时间安排|完成日期|^时间$"),
    ("section", "类别|分类|领域|板块|方面|章节|类型|归类"),
    ("note", "备注|说明|依据|来源"),
    ("text", "任务|内容|事项|措施|举措|目标|指标|工作|项目|要求|名称|要点|重点|安排|成果|任务书"),
)
_ORDINAL = re.compile("^[（(]?[一二三四五六七八九十百]+[）)]?[、.．]?")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong under one heading; an empty title means the heading that the table stands under."""

    title: str
    place: int
    pieces: tuple[Piece, ...]


def _role(header: str) -> str:
    return next((role for role, pattern in _ROLES if re.search(pattern, header)), "")


def _header(body: Body, row: Line) -> list[str]:
    """The role of each column when the row is a header that knows tasks and who does them; else nothing."""
    names = [re.sub(r"\s", "", body.text[a:b]) for a, b in row.cells]
    roles = [_role(name) if len(name) <= 14 else "" for name in names]
    if "text" not in roles or not {"lead", "help"} & set(roles):
        return []
    led = any(re.search("牵头|主办|主责", name) for name in names)
    return ["help" if role == "lead" and led and not re.search("牵头|主办|主责", name) else role
            for role, name in zip(roles, names, strict=True)]  # fmt: skip


def read_rows(body: Body, rows: list[Line], year: int) -> tuple[list[Group], list[Line]]:
    """The tasks of a table's rows by group, and the rows that were not understood (no header, or no task in them)."""
    groups: list[Group] = []
    lost: list[Line] = []
    roles: list[str] = []
    title, place = "", rows[0].start if rows else 0
    pieces: list[Piece] = []
    carried: dict[int, tuple[int, int]] = {}
    for row in rows:
        if header := _header(body, row):
            roles, carried = header, {}
            continue
        if not roles:
            lost.append(row)
            continue
        heading = _group_title(body, row, roles, carried)
        if heading is not None and heading != title:
            groups.append(Group(title, place, tuple(pieces)))
            title, place, pieces = heading, row.start, []
        piece = None if _spans(body, row) else _piece(body, row, roles, carried, year)
        if piece is not None:
            pieces.append(piece)
        elif heading is None:
            lost.append(row)
    groups.append(Group(title, place, tuple(pieces)))
    return [group for group in groups if group.pieces], lost


def _filled(row: Line) -> list[int]:
    return [at for at, (a, b) in enumerate(row.cells) if b > a]


def _spans(body: Body, row: Line) -> bool:
    """Whether a row says one thing over its whole width: one cell, or the same text in all of several."""
    filled = _filled(row)
    texts = {body.text[slice(*row.cells[at])] for at in filled}
    return len(texts) == 1 and (len(filled) == 1 or len(filled) == len(row.cells))


def _group_title(body: Body, row: Line, roles: list[str], carried: dict[int, tuple[int, int]]) -> str | None:
    """The heading that a row brings: a row of one cell (or of one text in all cells), or a column of kinds."""
    if _spans(body, row):
        return _ORDINAL.sub("", body.text[slice(*row.cells[_filled(row)[0]])]).strip(" 。：:")
    kinds = [at for at, role in enumerate(roles) if role == "section" and at < len(row.cells)]
    if not kinds:
        return None
    at = kinds[0]
    if row.cells[at][1] > row.cells[at][0]:
        carried[at] = row.cells[at]
    a, b = carried.get(at, (0, 0))
    return _ORDINAL.sub("", body.text[a:b]) if b > a else None


def _piece(body: Body, row: Line, roles: list[str], carried: dict[int, tuple[int, int]], year: int) -> Piece | None:
    """A row as a task; where all its cells of units and dates are empty, the row above speaks for it (merged cells)."""
    texts: list[tuple[int, int]] = []
    statements: list[Statement] = []
    number, own = 0, 0
    marks: list[tuple[int, int]] = []
    columns = [at for at in range(len(row.cells)) if at < len(roles) and roles[at] in {"lead", "help", "due"}]
    merged = all(row.cells[at][0] == row.cells[at][1] for at in columns)
    for at, (a, b) in enumerate(row.cells):
        role = roles[at] if at < len(roles) else ""
        text = body.text[a:b]
        if role in {"number", "section"}:
            marks.append((a, b))
        if role == "number":
            number = int(text) if text.isdigit() and len(text) < 5 else 0
        elif role == "text" and b > a:
            texts.append((a, b))
            own += 1
        elif role in {"lead", "help", "due", "person", "note"} and b > a:
            statements.append(Statement(a, b, _said(role, text, year, body, a)))
            carried[at] = (a, b)
        elif role in {"lead", "help"} and merged and at in carried:
            c, d = carried[at]
            statements.append(Statement(c, d, _said(role, body.text[c:d], year, body, c)))
    if not own or len(_filled(row)) < 2:
        return None
    title = first_sentence(body.text[slice(*texts[0])])
    inside = {a + gap for a, b in texts for gap in body.gaps_in(a, b)}
    breaks = frozenset(inside | {end for _, end in texts[:-1]})
    return Piece(texts[0][0], texts, statements, number, breaks=breaks, marks=tuple(marks), fixed_title=title)


def _said(role: str, text: str, year: int, body: Body, place: int) -> Said:
    label = {"lead": "牵头单位：", "help": "配合单位：", "due": "完成时限：", "person": "责任领导：", "note": "备注："}[
        role
    ]
    return parse(label + text, year, body.gaps_in(place, place + len(text), len(label)))
