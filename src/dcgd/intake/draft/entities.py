"""Turn the pieces of a document into entities, with remarks on what was not understood or not taken over."""

import re
from collections import Counter
from datetime import date

from dcgd.data_words import DocumentType
from dcgd.intake.draft.meetings import type_of, without_meeting
from dcgd.intake.draft.result import Kind, Remark
from dcgd.intake.outline.imprint import Imprint
from dcgd.intake.outline.pieces import Piece
from dcgd.intake.phrases.candidates import Candidate
from dcgd.intake.phrases.dates import vague_deadlines
from dcgd.intake.phrases.divided import divided
from dcgd.intake.phrases.milestones import Deed, find_milestones
from dcgd.intake.phrases.responsibility import Said
from dcgd.intake.phrases.targets import find_targets
from dcgd.intake.text.body import Body
from dcgd.intake.text.contacts import has_contacts, without_contacts
from dcgd.model import Document, Milestone, Share, Target, Task

UNKNOWN = "（未识别，请填写）"
_YEAR = re.compile(r"(?<![到至\d])(20\d\d)\s?年(?!以来|至今)")
_WORD = re.compile(r"\w")


def _year_of(body: Body) -> int | None:
    """The year that a document is of which names none in its head: the first one in its first lines, else the one named
    most often; None where it names none at all.
    """
    years = [int(year) for year in _YEAR.findall(body.text)]
    head = _YEAR.search(body.text[: body.lines[min(4, len(body.lines) - 1)].end]) if body.lines else None
    return int(head[1]) if head else Counter(years).most_common(1)[0][0] if years else None


class Writer:
    """Writes the entities of one document and collects the remarks.

    `said` is what is said of each task by its number, `places` where it begins in the body.
    `year` is that of a document which names none, or, where it was `given`, whose head names none.
    """

    def __init__(self, body: Body, imprint: Imprint, year: int, *, given: bool = False) -> None:
        self.body, self.imprint = body, imprint
        self.given = given
        self.year = imprint.start.year if imprint.start else (not given and _year_of(body)) or year
        self.start = imprint.start or date(self.year, 1, 1)
        self.period_end = imprint.due or date(self.year, 12, 31)
        self.latest = self.period_end
        self.kind = type_of(imprint.title)
        self.remarks: list[Remark] = []
        self.said: dict[int, Said] = {}
        self.places: dict[int, int] = {}
        parts = {"number": imprint.number, "title": imprint.title, "issuer": imprint.issuer, "issued": imprint.issued}
        self.unknown = frozenset(key for key, value in parts.items() if not value)

    def remark(self, kind: Kind, place: int, words: str, why: str, *, of_people: bool = False) -> None:
        """Add a remark about a place in the body: which words, and what about them (Chinese).

        Telephone numbers are left out of the words; `of_people` says that any longer number is one.
        """
        words = without_contacts(words.replace("\n", ""), among_contacts=of_people)
        self.remarks.append(Remark(kind, self.body.number_at(place), words[:60].strip(), why))

    def document(self) -> Document:
        """The document itself, with a remark for each key that was not found. Call it after all tasks were written."""
        imprint = self.imprint
        if not imprint.start and not self.given:
            why = f"文件没有写是哪一年的，按 {self.year} 年；不对的话，用 --year 再导入一次"
            self.remarks.append(Remark(Kind.NOT_UNDERSTOOD, 0, "年份", why))
        for key, name in {"number": "文号", "title": "标题", "issuer": "发文机关", "issued": "成文日期"}.items():
            if key in self.unknown:
                self.remarks.append(Remark(Kind.NOT_UNDERSTOOD, 0, name, f"没有认出{name}，请填写"))
        return Document(
            number=imprint.number or UNKNOWN,
            title=imprint.title or UNKNOWN,
            issuer=imprint.issuer or UNKNOWN,
            issued=imprint.issued or self.start,
            start=self.start,
            due=self.latest,
            type=self.kind,
        )

    def worded(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces that have a text; a remark is added for each that has only a number or units."""
        with_words = []
        for piece in pieces:
            if _WORD.search(piece.wording(self.body)):
                with_words.append(piece)
            else:
                words = self.body.text[piece.place : piece.place + 20]
                self.remark(Kind.NOT_UNDERSTOOD, piece.place, words, "没有任务的正文")
        return with_words

    def task(self, piece: Piece, number: int) -> Task:
        """A piece as the task of that number; its targets and milestones are marked for review."""
        text = piece.wording(self.body)
        columns = piece.columns(self.body)
        said = together([statement.said for statement in piece.statements])
        self.said[number], self.places[number] = said, piece.place
        year = piece.year or self.year
        targets, refused = find_targets(text, year, columns)
        deeds, undone = find_milestones(
            text,
            year,
            [(target.place, target.place + len(target.quote)) for target in targets],
            columns,
            self.imprint.issued,
        )
        targets = divided(text, targets)
        title = piece.title(self.body)
        headed = piece.headed if piece.headed != title else ""
        title = without_meeting(title) if self.kind is not DocumentType.CIRCULAR else title
        for refusal in refused:
            self.remark(Kind.NOT_A_TARGET, piece.place, refusal.around, f"任务 {number}：{refusal.why}")
        for refusal in undone:
            self.remark(Kind.NOT_A_MILESTONE, piece.place, refusal.around, f"任务 {number}：{refusal.why}")
        for words in vague_deadlines(text):
            self.remark(
                Kind.NOT_UNDERSTOOD, piece.place, words, f"任务 {number} 的这个期限没有认出是哪一天，要的写进 due"
            )
        if said.contacts:
            why = f"任务 {number} 有电话、邮箱说不清是谁的，没有写进登记册，只留在 source/ 的原文里"
            self.remark(Kind.NOT_UNDERSTOOD, piece.place, title, why)
        if has_contacts(text):
            self.remark(Kind.NOT_UNDERSTOOD, piece.place, title, f"任务 {number} 的原文里有电话或邮箱，会随原文印出来")
        for words in said.rest:
            self.remark(Kind.NOT_UNDERSTOOD, piece.place, words, f"任务 {number} 的责任单位里，这几个字没有认作单位")
        if not said.leads and not said.participants:
            self.remark(Kind.NO_UNIT, piece.place, title, f"任务 {number} 没有写责任单位")
        notes = [*([f"议题：{headed}"] if headed else []), *said.notes, *filter(None, [piece.doubt])]
        return Task(
            number=number,
            title=title,
            text=text,
            leads=tuple(said.leads),
            participants=tuple(said.participants),
            due=self.due(said.due or (date(year, 12, 31) if year > self.period_end.year else None)),
            targets=tuple(self.target(candidate, f"{number}-{at}") for at, candidate in enumerate(targets, 1)),
            milestones=tuple(self.milestone(deed, f"{number}-m{at}") for at, deed in enumerate(deeds, 1)),
            note="；".join(dict.fromkeys(notes)) or None,
            review=bool(piece.goal or piece.doubt or said.rest),
        )

    def target(self, candidate: Candidate, identity: str) -> Target:
        """A candidate as a target of that id, marked for review."""
        return Target(
            id=identity,
            indicator=candidate.indicator,
            kind=candidate.kind,
            comparator=candidate.comparator,
            value=candidate.value,
            unit_measure=candidate.measure,
            quote=candidate.quote,
            firmness=candidate.firmness,
            implied=candidate.implied,
            baseline=candidate.baseline,
            due=self.due(candidate.due),
            shares=tuple(Share(unit=unit, value=value) for unit, value in candidate.shares),
            note=candidate.note or None,
            review=True,
        )

    def milestone(self, deed: Deed, identity: str) -> Milestone:
        """A deed as a milestone of that id, marked for review."""
        return Milestone(
            id=identity,
            title=deed.title,
            quote=deed.quote,
            firmness=deed.firmness,
            due=self.due(deed.due),
            review=True,
        )

    def due(self, deadline: date | None) -> date | None:
        """A deadline; None if it lies before the document's period."""
        if deadline is None or deadline < self.start:
            return None
        self.latest = max(self.latest, deadline)
        return deadline


def together(all_said: list[Said]) -> Said:
    """Combine the statements of one task. A unit that leads in one of them is no participant; the latest deadline
    holds.
    """
    joint = Said()
    for said in all_said:
        joint.leads += [name for name in said.leads if name not in joint.leads]
        joint.participants += [name for name in said.participants if name not in joint.participants]
        joint.people += [both for both in said.people if both not in joint.people]
        joint.points += said.points
        joint.notes += said.notes
        joint.rest += said.rest
        joint.contacts |= said.contacts
        joint.due = max(filter(None, (joint.due, said.due)), default=None)
    joint.participants = [name for name in joint.participants if name not in joint.leads]
    return joint
