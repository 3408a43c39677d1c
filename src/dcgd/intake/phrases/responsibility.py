"""Read a statement of responsibility: who leads, who takes part, by when."""

import re
from dataclasses import dataclass, field
from datetime import date

from dcgd.intake.phrases.checkpoints import Planned
from dcgd.intake.phrases.dates import read_due
from dcgd.intake.phrases.names import is_name, split_list, split_words
from dcgd.intake.phrases.people import Named, Roll, duty_of, joined, read_roll
from dcgd.intake.text.contacts import has_contacts, without_contacts
from dcgd.words import Duty

_ROLE = (
    "成员|牵头|责任|配合|参与|参加|会办|协办|协同|协作|协助|主办|承办|支持|落实|实施|组织|督导|督办|监督|指导|主管|分管|包保|包联|包抓|"
    "联系|主责|主要|共同|具体|负责|领导|办理|完成|主体|第一|直接|总"
)
KEY = re.compile(
    rf"(?P<key>(?:(?:{_ROLE}){{1,4}}(?:[及和、/（(](?:{_ROLE}){{1,4}}[）)]?)?)"
    r"(?:单位|部门|主体|处室|科室|机构|领导|同志|人员|人|县区|[省市区县]?(?:政府)?(?:[（(][^）)]{1,8}[）)])?领导|"
    r"(?:[及和、/](?:责任|配合|参与)?(?:单位|部门|人)))?"
    r"|完成时限|完成时间|完成期限|办结时限|时限要求|时间节点|时间要求|时限|进度要求|责任分工|任务分工|分工|备注|联系电话|联系方式|咨询电话|电话|手机|邮箱)"
    r"\s?[:：]"
)
_PERSON = re.compile("领导|人$|人员|同志|备注|电话|方式|手机|邮箱")
_LEAD = re.compile("牵头|主办|主责|第一责任|总负责|组织实施")
_HELP = re.compile("成员|配合|参与|参加|会办|协办|协同|协作|协助|支持|督导|督办|监督|指导")
_TIME = re.compile("时限|时间|期限|进度")
_SAID = re.compile(
    r"(?:各?(?:按照?|依|依据|根据)(?:各自|部门|各部门)?的?(?:职责|职能|任务|工作)?(?:范围)?内?(?:和?任务)?(?:分工)?)?(?:分工)?"
    r"(?:共同|具体|分别|联合|协同|统筹|统一|全程|总体|抓好|做好)*"
    r"(?P<verb>(?:牵头(?:负责|组织实施|组织|实施|落实|推进|抓好落实|会同)?|负责(?:落实|实施|推进|组织实施|指导|具体实施)?|配合(?:实施|落实|推进|做好)?|"
    r"参与(?:实施|落实)?|参加|协办|协同(?:配合)?|协助|支持|主办|承办|落实|抓好落实|贯彻落实|组织实施|实施|推进|承担|指导|监督)++)$"
)
FIRST_LEADS = re.compile(
    "(?:列|排|排名|排列|列在|排在|名列|居)?(?:在)?(?:第一位?|首位|首个|第1位?)(?:者|的)?.{0,10}(?:为|是)?.{0,4}牵头"
)
_REMARK = re.compile(
    "下同|不再|以下|涉及|均需|第一位|首位|排名|按职责|职责分工|长期|持续|常年|全年|立行立改|即知即改|常态|分工负责|原则上|并"
)
_ETC = re.compile("(?<![高中初])等(?=[^、，]*(?:及|和)|[^、，]*$)")
_ASIDE = re.compile(r"[（(〔\[【][^（(〔\[【]*(?:下同|第一|首位|排名)[^）)〕\]】]*[）)〕\]】]")
_WITH = re.compile("会同|商(?=[^务会业贸标])|联合(?!会|国)")


@dataclass(slots=True)
class Said:
    """What one statement says. `rest` holds the pieces that are neither names nor dates nor set phrases.

    `spoken` says that a verb gave roles (A牵头), `told_apart` that leads and participants are distinguished; `people`
    are those who answer, `points` what is due on the way; `contacts` says that there are telephone numbers or
    addresses that belong to none of the people.
    """

    leads: list[str] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    due: date | None = None
    people: list[tuple[Duty, Named]] = field(default_factory=list)
    points: list[Planned] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    first_leads: bool = False
    spoken: bool = False
    told_apart: bool = False
    contacts: bool = False

    def is_empty(self) -> bool:
        """Whether nothing was found: no unit, no person, no date, no note."""
        return not (self.leads or self.participants or self.people or self.due or self.notes or self.contacts)


def _clauses(text: str) -> list[tuple[str, int, str]]:
    """The labelled stretches of a statement: (label, where its text begins, text); the first may have no label."""
    clauses = []
    begin, label = 0, ""
    for m in KEY.finditer(text):
        clauses.append((label, begin, text[begin : m.start()]))
        begin, label = m.end(), m.group("key")
    clauses.append((label, begin, text[begin:]))
    return [clause for clause in clauses if clause[2].strip(" ，,；;。、")]


def parse(text: str, year: int, gaps: frozenset[int] = frozenset()) -> Said:
    """Read one statement without its brackets (牵头单位：A，参与单位：B; or A牵头，B负责).

    `year` completes dates that name none; `gaps` are offsets in `text` where a space was taken out.
    """
    said = Said()
    for aside in _ASIDE.findall(text):
        said.notes.append(aside.strip("（()）〔〕[]【】"))
        said.first_leads = said.first_leads or bool(FIRST_LEADS.search(aside))
    gaps = gaps if not said.notes else frozenset()
    text = _ASIDE.sub("", text)
    pairs: list[tuple[str, str]] = []
    rolls: list[tuple[str, Roll]] = []
    for label, begin, stretch in _clauses(text):
        near = frozenset(g - begin for g in gaps if begin <= g <= begin + len(stretch))
        if _TIME.search(label):
            said.due = said.due or read_due(stretch, year)
            said.notes.append(f"{label}：{without_contacts(stretch).strip(' ，,；;。')}")
        elif label and _PERSON.search(label):
            rolls.append((label, read_roll(spaced(stretch, near))))
            note_rest(said, label, stretch, rolls[-1][1])
        else:
            said.contacts |= has_contacts(stretch)
            role = "lead" if _LEAD.search(label) else "help" if _HELP.search(label) else "all"
            pairs += _people(without_contacts(stretch), role, bool(label), said, year, near)
    answer(said, rolls)
    _settle(said, pairs)
    return said


def spaced(text: str, gaps: frozenset[int]) -> str:
    """A text with the blanks again that were taken out of it at these offsets."""
    return "".join(f" {char}" if place in gaps else char for place, char in enumerate(text))


def note_rest(said: Said, label: str, text: str, roll: Roll) -> None:
    """Note what stands behind a label about people if not all of it was understood; nothing of it may be lost."""
    named = roll.people and duty_of(label)
    if roll.rest or (not named and (roll.people or roll.units)):
        said.notes += noted(label, text, contacts=True).notes


def answer(said: Said, rolls: list[tuple[str, Roll]]) -> None:
    """Put down who answers by what stands behind the labels about people."""
    said.people, posts, lost = joined(rolls)
    said.notes += posts
    said.contacts |= lost


def noted(label: str, text: str, *, contacts: bool = False) -> Said:
    """A statement that is only a note; `contacts` says that it is about people, so that all longer numbers are left
    out.
    """
    kept = without_contacts(text, among_contacts=contacts)
    words = " ".join(kept.split()).strip(" ，,；;。、/")
    return Said(notes=[f"{label}：{words}"] if words else [], contacts=kept != text)


def _people(text: str, role: str, labelled: bool, said: Said, year: int, gaps: frozenset[int]) -> list[tuple[str, str]]:
    """The (name, role) pairs of one stretch; a verb at the end of a piece gives its role to the names before it."""
    pairs: list[tuple[str, str]] = []
    waiting: list[str] = []
    for piece in _pieces(text, gaps):
        name, verb, by_duty = _without_verb(piece.removeprefix("由"))
        if FIRST_LEADS.search(piece):
            said.first_leads = True
            said.notes.append(piece)
            continue
        due = read_due(piece, year)
        if due or re.fullmatch("(?:长期|持续|全年|常年|常态化?)(?:坚持|推进|开展|实施|推动)?", piece):
            said.due = said.due or due
            said.notes.append(piece)
            continue
        spoken = _role_of(verb) if verb else ""
        if name:
            waiting += _named(name, said, labelled)
        if verb:
            said.spoken = True
            given = spoken if spoken != "all" or not labelled else role
            if by_duty and given == "all" and pairs and all(other == "all" for _name, other in pairs):
                pairs = [(other, "lead") for other, _role in pairs]  # A负责，B按职责分工负责
                given = "help"
            pairs += [(waiting_name, given) for waiting_name in waiting]
            waiting = []
    return pairs + [(waiting_name, role) for waiting_name in waiting]


def _pieces(text: str, gaps: frozenset[int]) -> list[str]:
    pieces = []
    for piece in split_list(text, gaps):
        m = _WITH.search(piece)
        if m and is_name(piece[: m.start()].removeprefix("由")) and len(piece) > m.end() + 2:
            pieces += [piece[: m.start()] + "牵头", *split_list(piece[m.end() :])]
        else:
            pieces.append(piece)
    return pieces


def _without_verb(piece: str) -> tuple[str, str, bool]:
    """Split a piece into the name, the verb behind it, and whether that is said of duties (按职责分工负责)."""
    m = _SAID.search(piece)
    return (piece[: m.start()].strip(), m.group("verb"), "职责" in m.group()) if m else (piece, "", False)


def _role_of(verb: str) -> str:
    return "lead" if "牵头" in verb or "主办" in verb else "help" if _HELP.search(verb) else "all"


def _named(name: str, said: Said, labelled: bool) -> list[str]:
    """The names in a piece without its verb. What closes a list with 等 is no name; what follows 以及 may be one."""
    m = _ETC.search(name)
    after: list[str] = []
    if m and len(name[: m.start()]) >= 2:
        closing = name[m.end() :]
        cut = re.search("(?:以及|及|和)(?=各|有关|相关|[^和及]{2,}(?:政府|管委会|公司))", closing)
        if cut:
            after = [closing[cut.end() :]]
            closing = closing[: cut.start()]
        if closing:
            said.notes.append(f"等{closing}")
        name = name[: m.start()]
    names = []
    for name_or_not in [*split_words(name), *(one for rest in after for one in split_words(rest))]:
        name_or_words = name_or_not.strip(" 　.．:：")
        if name_or_words.startswith("“") and name_or_words.endswith("”"):
            name_or_words = name_or_words[1:-1]  # in quotes alone it is no name that a registry takes
        if is_name(name_or_words) or (labelled and 2 <= len(name_or_words) <= 30 and not _REMARK.search(name_or_words)):
            names.append(name_or_words)
        elif _REMARK.search(name_or_words):
            said.notes.append(name_or_words)
        elif name_or_words:
            said.rest.append(name_or_words)
    return names


def _settle(said: Said, pairs: list[tuple[str, str]]) -> None:
    """Decide who leads and who takes part: all lead together, unless some are named as leading."""
    said.told_apart = any(role != "all" for _, role in pairs)
    has_lead = any(role == "lead" for _, role in pairs)
    for at, (name, role) in enumerate(pairs):
        first_only = said.first_leads and not said.told_apart and at > 0
        leads = role == "lead" or (role == "all" and not has_lead and not first_only)
        if name not in said.leads and name not in said.participants:
            (said.leads if leads else said.participants).append(name)
    said.told_apart = said.told_apart or said.first_leads
