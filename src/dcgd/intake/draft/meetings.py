"""What kind of document it is, and a meeting or a batch of directives as one section with its day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dcgd.data_words import DocumentType
from dcgd.days import stretch, stretch_end
from dcgd.intake.outline.chapters import Chapter
from dcgd.intake.outline.pieces import Piece
from dcgd.intake.phrases.names import is_collective, is_name
from dcgd.intake.phrases.responsibility import Said
from dcgd.intake.phrases.spoken import OF_A_MEETING, find_spoken
from dcgd.intake.phrases.statements import Statement
from dcgd.intake.text.body import Body

_MINUTES = re.compile("(?:纪要|议定事项[^，。]{0,12})(?:[（(][^）)]{1,24}[）)])?$")
_DIRECTIVE = re.compile("批示|领导交办|批办")
_MOTION = re.compile("建议提案|提案建议|代表建议|委员提案|政协提案|人大建议|提案|议案")
_REPORTED = re.compile("(?:会议)?(?:还|首先|专题)?(?:听取|传达|通报|观看)")
_BODY = re.compile(
    "(?:局|委|委员会|办|办公室|部|院|中心|公司|集团|政府|管委会|办事处|街道|镇|乡|银行|分局|支队|大队|总队|海关)$"
)
_FEWEST, _LONGEST_NAME = 2, 25
_POLICY = re.compile("(?:意见|办法|方案|规定|细则)(?:的通知)?$")
_MET = re.compile("第[0-9一二三四五六七八九十百零〇]{1,6}次[\u4e00-\u9fff]{0,12}?会议")
_HELD = re.compile(r"(?=[^。\n]{0,60}召开)")


def type_of(title: str) -> DocumentType:
    """What kind of document a title is of."""
    if _POLICY.search(title):
        return DocumentType.CIRCULAR
    kinds = ((DocumentType.MINUTES, _MINUTES), (DocumentType.DIRECTIVE, _DIRECTIVE), (DocumentType.MOTION, _MOTION))
    return next((kind for kind, pattern in kinds if pattern.search(title)), DocumentType.CIRCULAR)


def day_of(kind: DocumentType, body: Body, begin: int, issued: date | None) -> date | None:
    """The day of a meeting, as the text before its first item says (8日上午召开), else the day of issue."""
    if kind is not DocumentType.MINUTES or issued is None:
        return issued
    head, held = body.text[:begin], issued
    for match in stretch().finditer(head):
        if match["month"] and match["day"] and _HELD.match(head, match.end()):
            held = stretch_end(match, issued.year) or held
    return held


def name_of(kind: DocumentType, title: str, body: Body, begin: int) -> str:
    """What a meeting or a batch is called: 第32次常务会议, 专题会议, 领导批示件办理清单."""
    met = _MET.search(title) or (_MET.search(body.text[:begin]) if kind is DocumentType.MINUTES else None)
    return met[0] if met else re.sub("纪要(?:[（(][^）)]{1,24}[）)])?$", "", title) or title


def as_one(chapters: Sequence[Chapter], name: str) -> list[Chapter]:
    """All tasks in one section; what they were headed with (议题) becomes their note where there are several."""
    with_tasks = [chapter for chapter in chapters if chapter.pieces]
    if not with_tasks:
        return list(chapters)
    pieces = [
        replace(piece, number=0, headed=chapter.title if len(with_tasks) > 1 else "")
        for chapter in with_tasks
        for piece in chapter.pieces
    ]
    return [Chapter(name, with_tasks[0].place, pieces)]


def that_decide(chapters: Sequence[Chapter], body: Body) -> tuple[list[Chapter], list[int]]:
    """The chapters without items that only tell what was reported (会议听取了…的汇报。), and where those begin."""

    def is_report(piece: Piece) -> bool:
        sentences = [part for part in re.split("[。\n]", piece.wording(body)) if part.strip()]
        return not any(statement.names_units for statement in piece.statements) and all(map(_REPORTED.match, sentences))

    out = [piece.place for chapter in chapters for piece in chapter.pieces if is_report(piece)]
    return [
        replace(chapter, pieces=[piece for piece in chapter.pieces if piece.place not in out]) for chapter in chapters
    ], out


def led_by_headings(chapters: Sequence[Chapter]) -> None:
    """Where no task names a unit and each heading of tasks is one (一、区工业和信息化局), let that one lead them."""
    headed = [chapter for chapter in chapters if chapter.pieces]
    pieces = [piece for chapter in headed for piece in chapter.pieces]
    named = any(statement.names_units for piece in pieces for statement in piece.statements)
    if named or len(headed) < _FEWEST or not all(_is_one_body(chapter.title) for chapter in headed):
        return
    for chapter in headed:
        said = Said(leads=[chapter.title])
        for piece in chapter.pieces:
            piece.statements = [*piece.statements, Statement(piece.place, piece.place, said)]


def _is_one_body(title: str) -> bool:
    return len(title) <= _LONGEST_NAME and is_name(title) and bool(_BODY.search(title)) and not is_collective(title)


def without_meeting(title: str) -> str:
    """The title of a decision without 会议要求 or 会议议定."""
    return re.sub(rf"^{OF_A_MEETING.pattern}", "", title) or title


def hear_roles(chapters: Sequence[Chapter], body: Body) -> None:
    """Where units are listed without roles and the text has them (请甲局牵头，乙局配合), let those hold."""
    for piece in (piece for chapter in chapters for piece in chapter.pieces):
        said = [statement.said for statement in piece.statements if statement.names_units]
        if len(said) != 1 or said[0].told_apart or not piece.kept:
            continue
        spoken = find_spoken(body.text, piece.kept[0][0], piece.kept[-1][1])
        if spoken is None or not set(spoken.leads) <= set(said[0].leads) or not spoken.leads:
            continue
        others = [name for name in (*said[0].leads, *spoken.participants) if name not in spoken.leads]
        said[0].leads, said[0].participants = spoken.leads, list(dict.fromkeys(others))
        said[0].told_apart = True
