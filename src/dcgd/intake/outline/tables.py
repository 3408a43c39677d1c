"""Read tables of tasks: find out what each column holds, and make one piece of each row."""

import re
from dataclasses import dataclass, field

from dcgd.intake.outline.pieces import Piece, first_sentence
from dcgd.intake.phrases.checkpoints import dated, planned
from dcgd.intake.phrases.columns import Column
from dcgd.intake.phrases.names import is_name
from dcgd.intake.phrases.people import Roll, is_person, read_roll
from dcgd.intake.phrases.responsibility import Said, answer, note_rest, noted, parse, spaced
from dcgd.intake.phrases.statements import Statement
from dcgd.intake.text.body import Body, Line

_ROLES = (
    ("number", "^(?:序号|编号|序|号|No\\.?)$"),
    (
        "lead",
        "^(?:牵头|主办|主责|责任|承办|负责|落实|实施)(?:单位|部门|主体)|^(?:单位|部门)(?:及|和|、|（|$)",
    ),
    ("people", "(?<!批示)领导|责任人|联系人|负责人|联络员|经办人|承办人|主办人|姓名|职务|电话|手机|联系方式|邮箱"),
    ("help", "配合|参与|参加|协办|会办|协同|协作|协助|支持"),
    (
        "lead",
        "牵头|主办|主责|责任(?:单位|部门|主体)|承办|负责(?:单位|部门)|落实(?:单位|部门)|实施(?:单位|主体)|^单位$|^部门$|责任分工",
    ),
    (
        "due",
        "时限|期限|(?:完成|竣工|投用|投产|运营|建成|办结|验收|交付)(?:时间|日期)|时间节点|时间要求|时间安排|完成日期|^时间$",
    ),
    (
        "checkpoint",
        "(?:季度|[上下]半年|月(?:份|底|末)?|年底|年内)(?:.{0,8}(?:目标|任务|计划|进度|节点|安排|要求))?$|形象进度|节点|^(?:进度|阶段|序时)(?:性)?(?:安排|计划|目标|进度)",
    ),
    ("section", "类别|分类|领域|板块|方面|章节|类型|归类"),
    (
        "note",
        "备注|说明|依据|来源|(?:整改|完成|进展|推进|落实|实施)情况$|提案人|建议人|提出人|领衔|批示(?:领导|人|时间|日期)",
    ),
    ("lead", "(?<!计量)(?:单位|部门)|主体$|牵头|责任"),
    (
        "text",
        "任务|内容|事项|措施|举措|目标|指标|工作|项目|要求|名称|要点|重点|安排|成果|任务书|案由|题目|标题|议题|(?:建议|提案|议案)$",
    ),
)
_PEOPLE = re.compile("责任人|负责人|联系人|领导|经办人")
"""A column of units whose header has this names people, too."""
_NOTED = {"note", ""}
"""Columns that say no more than what they are headed: they become notes, so that nothing of them is lost."""
_OF_A_PERSON = re.compile("姓名|职务|(?:联系|办公)?(?:电话|方式)|手机号?码?")
"""What divides a column about people in a second row of the header."""
_LEADING = re.compile("牵头|主办|主责")
_MEASURES = re.compile("(?:计量|度量)?单位")
"""A column of measures, where another one says who is responsible."""
_LONGEST_HEADER = 14
_LONGEST_NAME = 60
"""A row with a longer cell, or with a bare number, is no header, whatever its other cells are called."""
_SENTENCE = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff]", re.DOTALL)
"""Words enough to be part of a task, in a column that no rule knows."""
_NONE = re.compile(r"[/／\\—–\-无×]+")
"""How a cell says that there is none."""
_WITH_NONE = {"lead", "help", "people", "checkpoint"}
"""Columns whose cell may say so."""
_NUMERAL = re.compile("(?:第?[一二三四五六七八九十]{1,3}[章节]?|[（(][一二三四五六七八九十]{1,3}[）)])[、.．]?")
_SUBHEADER = re.compile(
    "(?:20\\d\\d年)?(?:第?[一二三四1-4]季度|[上下]半年|\\d{1,2}月(?:份|底|末)?|年底|年内|全年)(?:.{0,8}(?:目标|任务|计划|进度|节点|安排|要求))?"
    "|20\\d\\d年(?:度)?(?:工作)?(?:目标|任务|计划|指标)值?|(?:牵头|主办|责任|配合|参与|协办)(?:单位|部门|主体)?"
)
_ORDINAL = re.compile("^[（(]?[一二三四五六七八九十百]+[）)]?[、.．]?")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong under one heading; an empty title means the heading that the table stands under."""

    title: str
    place: int
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Columns:
    """The columns of a table: their header texts, their roles, and the last filled cell of each."""

    names: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    carried: dict[int, tuple[int, int]] = field(default_factory=dict)

    def role(self, at: int) -> str:
        return self.roles[at] if at < len(self.roles) else ""

    def known(self, at: int) -> bool:
        """Whether a column has a header."""
        return at < len(self.names) and bool(self.names[at])

    def label(self, at: int) -> str:
        name = self.names[at] if at < len(self.names) else ""
        return name or f"第 {at + 1} 列"


def _role(header: str) -> str:
    return next((role for role, pattern in _ROLES if re.search(pattern, header)), "")


def _words(body: Body, row: Line) -> list[str]:
    return [re.sub(r"\s", "", body.text[a:b]) for a, b in row.cells]


def _header(body: Body, row: Line) -> _Columns | None:
    """The columns when the row is a header that knows tasks and who does them; else None."""
    names = _words(body, row)
    if any(name.isdecimal() or len(name) > _LONGEST_NAME for name in names):
        return None
    roles = [_role(name) if len(name) <= _LONGEST_HEADER else "" for name in names]
    if "text" not in roles:  # 年底目标任务 is what there is to do where no other column says it
        roles = ["text" if role == "checkpoint" else role for role in roles]
    if "text" not in roles or not {"lead", "help"} & set(roles):
        return None
    measures = [at for at, name in enumerate(names) if _MEASURES.fullmatch(name)]
    if any(role == "lead" for at, role in enumerate(roles) if at not in measures):
        roles = ["measure" if at in measures else role for at, role in enumerate(roles)]
    leading = {name for name, role in zip(names, roles, strict=True) if role == "lead" and _LEADING.search(name)}
    roles = [
        "help" if role == "lead" and leading and name not in leading else role
        for name, role in zip(names, roles, strict=True)
    ]
    return _Columns(names, roles)


def _second_header(body: Body, row: Line, columns: _Columns) -> bool:
    """Whether a row below a header subdivides its columns; if so, rename them.

    季度目标 may be divided into 一季度 to 四季度, 目标 into 2026年目标 and 2027年目标, 责任分工 into 牵头 and 配合.
    """
    names = _words(body, row)
    new = {at: name for at, name in enumerate(names) if name and name != columns.label(at)}
    if not new or max(new) >= len(columns.names):
        return False
    of_people = {at for at in new if columns.role(at) == "people" and _OF_A_PERSON.fullmatch(new[at])}
    if any(
        len(name) > _LONGEST_HEADER or not _SUBHEADER.fullmatch(name) for at, name in new.items() if at not in of_people
    ):
        return False
    for at, name in new.items():
        named = columns.names[at] + name if at in of_people else name
        columns.names[at], columns.roles[at] = named, _role(named)
    return True


def read_rows(body: Body, rows: list[Line], year: int) -> tuple[list[Group], list[Line]]:
    """The tasks of a table's rows in groups, and the rows that were not understood (no header, or no task).

    `year` completes dates that name none.
    """
    groups: list[Group] = []
    lost: list[Line] = []
    columns = _Columns()
    title, place = "", rows[0].start if rows else 0
    pieces: list[Piece] = []
    below_header = False
    for row in rows:
        if header := _header(body, row):
            columns, below_header = header, True
            continue
        if below_header and _second_header(body, row, columns):
            continue
        below_header = False
        if not columns.roles:
            lost.append(row)
            continue
        heading = _group_title(body, row, columns)
        if heading is not None and heading != title:
            groups.append(Group(title, place, tuple(pieces)))
            title, place, pieces = heading, row.start, []
        piece = None if _is_heading(body, row, columns) else _piece(body, row, columns, year)
        if piece is not None:
            pieces.append(piece)
        elif heading is None:
            lost.append(row)
    groups.append(Group(title, place, tuple(pieces)))
    return [group for group in groups if group.pieces], lost


def _filled(row: Line) -> list[int]:
    return [at for at, (a, b) in enumerate(row.cells) if b > a]


def _is_heading(body: Body, row: Line, columns: _Columns) -> bool:
    """Whether a row is a heading: one filled cell, perhaps behind a number like 一, or the same text in all cells.

    In a table of tasks and units alone, a single cell is a task without units, unless it begins with a number like
    一、.
    """
    filled = _filled(row)
    if len(filled) == 2 and columns.role(filled[0]) == "number" and columns.role(filled[1]) == "text":
        return bool(_NUMERAL.fullmatch(body.text[slice(*row.cells[filled[0]])]))
    texts = {body.text[slice(*row.cells[at])] for at in filled}
    if len(texts) != 1 or len(filled) not in (1, len(row.cells)):
        return False
    tasks_and_units_only = len([name for name in columns.names if name]) <= 2 and len(filled) == 1
    return not (tasks_and_units_only and columns.role(filled[0]) == "text" and not _ORDINAL.match(texts.pop()))


def _group_title(body: Body, row: Line, columns: _Columns) -> str | None:
    """The heading that begins with a row: the row itself, or what its column of categories says; None for none."""
    if _is_heading(body, row, columns):
        return _ORDINAL.sub("", body.text[slice(*row.cells[_filled(row)[-1]])]).strip(" 。：:")
    kinds = [at for at in range(len(row.cells)) if columns.role(at) == "section"]
    if not kinds:
        return None
    at = kinds[0]
    if row.cells[at][1] > row.cells[at][0]:
        columns.carried[at] = row.cells[at]
    a, b = columns.carried.get(at, (0, 0))
    return _ORDINAL.sub("", body.text[a:b]) if b > a else None


def _piece(body: Body, row: Line, columns: _Columns, year: int) -> Piece | None:
    """A row as a task. If its cells for units and dates are all empty, those above it hold (merged cells)."""
    texts: list[tuple[int, int, str]] = []
    statements: list[Statement] = []
    rolls: list[tuple[str, Roll]] = []
    number, measure = 0, ""
    marks: list[tuple[int, int]] = []
    of_units = [at for at in range(len(row.cells)) if columns.role(at) in {"lead", "help", "due"}]
    merged = all(row.cells[at][0] == row.cells[at][1] for at in of_units)
    for at, (a, b) in enumerate(row.cells):
        role = columns.role(at)
        if role in {"number", "section", "measure"}:
            marks.append((a, b))
            measure = body.text[a:b].strip() if role == "measure" else measure
            digits = body.text[a:b].strip(".．、（）()")
            number = int(digits) if role == "number" and digits.isdecimal() and len(digits) < 5 else number
        elif b > a and (role == "text" or (not role and columns.known(at) and _SENTENCE.search(body.text[a:b]))):
            texts.append((a, b, columns.label(at)))
        elif _NONE.fullmatch(body.text[a:b]) and role in _WITH_NONE:
            statements.append(Statement(a, b, Said()))
        elif b > a or (role in {"lead", "help", "people"} and merged and at in columns.carried):
            if b > a:
                columns.carried[at] = (a, b)
            c, d = columns.carried[at]
            said, roll = _said(body, c, d, columns, at, year)
            statements.append(Statement(c, d, said))
            rolls += [(columns.label(at), roll)] if roll else []
    if not texts:
        return None
    if rolls:
        answer(statements[0].said, rolls)
    title = first_sentence(body.text[texts[0][0] : texts[0][1]])
    inside = {a + gap for a, b, _header in texts for gap in body.gaps_in(a, b)}
    breaks = frozenset(inside | {end for _, end, _header in texts[:-1]})
    return Piece(
        texts[0][0],
        [(a, b) for a, b, _header in texts],
        statements,
        number,
        breaks=breaks,
        marks=tuple(marks),
        fixed_title=title,
        headers=tuple(header for _a, _b, header in texts),
        measure=measure,
    )


def _said(body: Body, start: int, end: int, columns: _Columns, at: int, year: int) -> tuple[Said, Roll | None]:
    """What a cell says, by the header of its column, and who is named in it."""
    role, label, text = columns.role(at), columns.label(at), body.text[start:end]
    gaps = body.gaps_in(start, end)
    words = spaced(text, gaps)
    if role == "people" or (role in {"lead", "help"} and _PEOPLE.search(label)):
        said, roll = _of_people(label, words, role, year)
        return said, roll
    if role == "checkpoint" and not Column(0, 0, label).tells_what_is:
        return Said(points=planned(label, words, year)), None
    if role in _NOTED or role == "checkpoint":
        return noted(label, words), None
    key = {"lead": "牵头单位：", "help": "配合单位：", "due": "完成时限："}[role]
    said = parse(key + text, year, body.gaps_in(start, end, len(key)))
    points = dated(label, words, year) if role == "due" and said.due is None else []
    if len([point for point in points if point.day]) > 1:  # 6月底前开工；12月底前竣工
        said.points, said.notes = points, []
        said.due = max(point.day for point in points if point.day)
    return said, None


def _of_people(label: str, words: str, role: str, year: int) -> tuple[Said, Roll]:
    """What a cell about people says; of one that is about units, too, those it names."""
    roll, said = read_roll(words), Said()
    if role != "people":
        members = [
            word for word in re.split(r"[\s、，,；;：:/（）()]+", words) if is_name(word) and not is_person(word)
        ]
        key = "牵头单位：" if role == "lead" else "配合单位："
        said = parse(key + "、".join(dict.fromkeys([*members, *roll.units])), year)
        roll.units = []
    note_rest(said, label, words, roll)
    return said, roll
