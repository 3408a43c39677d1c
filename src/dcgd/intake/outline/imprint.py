"""Read what a document says about itself: letterhead, number, title, issuer, date; and where its end matter begins."""

import re
from dataclasses import dataclass
from datetime import date

from dcgd.intake.text.body import Body
from dcgd.intake.text.glyphs import numeral_value

_NUMBER = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{2,16})[〔\[［【(（﹝]\s?(?P<year>(?:19|20)\d\d)\s?[〕\]］】)）﹞]\s?(?:第\s?)?(?P<count>\d{1,5})\s?号"
)
_DAY = re.compile(r"((?:19|20)\d\d) ?年 ?(1[0-2]|0?[1-9]) ?月 ?(3[01]|[12]\d|0?[1-9]) ?日")
_SPELT_YEAR = re.compile("(?:二|２)[〇○零O][一二三四五六七八九〇○零]{2}(?=年)")
_SPELT_DAY = re.compile(rf"({_SPELT_YEAR.pattern})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日")
_KINDS = (
    "通知|意见|方案|办法|计划|规划|决定|通报|措施|要点|清单|分工|分解|任务|行动|细则|若干|"
    "安排|台账|项目|事项|指标|部署|责任|目标|工作|表|实事|纪要|议案|提案|建议|函|公告"
)
_SIGN = re.compile(
    r"[（(]此件.{0,12}[）)]|抄送.*|抄报.*|.{0,40}印发|主动公开|"
    r"(?:信息)?公开(?:选项|方式|属性).*|附件(?:[:：].*|\d*)|共印.*份|"
    r"(?:出席|列席|参加|参会|主持|记录|请假|缺席|发送|分送)(?:会议)?(?:人员|单位|人)?[:：].*|"
    rf"[^。，；]{{0,30}}(?:{_DAY.pattern}|{_SPELT_DAY.pattern})(?:印发)?"
)
_MEETING = re.compile(
    "(?P<issuer>[\u4e00-\u9fff]{2,24}?(?:政府|委员会|党组|办公室|指挥部|领导小组))"
    "(?:党组)?(?:20\\d\\d年)?(?:第.{1,6}次)?(?:常务|专题|办公|全体|工作|党组|区长办公|县长办公|市长办公)*会议纪要"
)
_DUE = re.compile("[^：:]{0,6}(?:时限|期限|时间|节点)[:：]")
"""A line that says when a task is due is no date of signature."""
_INLINE_SIGN = re.compile(
    rf"(?:[\u4e00-\u9fff]{{4,40}})?(?:{_DAY.pattern}|{_SPELT_DAY.pattern})(?:[（(]此件.{{0,12}}[）)])?(?:[\u4e00-\u9fff]{{0,30}}印发)?"
)
_LISTED = re.compile(r"\d{1,2}[.．、][^。；]{2,50}")
_ENCLOSED = re.compile(r"附\s?(?:件|表)\s?[:：]\s?\d{1,2}\s?[.．、]")
_LONGEST_ENCLOSED = 60
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()、]{3,40}(?:政府|办公室|办公厅|委员会|局|厅|部|委|院|领导小组|指挥部|督查室|办)"
)
_OF_AN_ORGAN = re.compile(rf"(?P<issuer>{_ORGAN.pattern})(?=20\d\d年)")
_RUN_ON = re.compile(
    r"(.{4,90}?(?:通知|意见|方案|办法|计划|措施|要点))([（(]?[\u4e00-\u9fff]{2,16}[〔\[［【﹝]\d{4}[〕\]］】﹞]\d{1,5}号[）)]?)?(.{2,})"
)
"""The head of a document without line ends: its title, its number, and who it is for."""
_OF_ITSELF = re.compile(rf"[（(【]?(?:{_NUMBER.pattern}|{_DAY.pattern}|{_SPELT_DAY.pattern})[）)】]?")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What was found; empty or None for what was not. `letterhead` holds stretches of the body that name the issuer."""

    number: str
    title: str
    issuer: str
    issued: date | None
    start: date | None
    due: date | None
    period_named: bool
    letterhead: tuple[tuple[int, int], ...]


def end_matter(body: Body, begin: int = 0, stop: int | None = None) -> int:
    """Where signature, date, enclosures and distribution begin in a stretch of the body; its end if there are none."""
    end = len(body.text) if stop is None else stop
    lines = [body.lines[index] for index in body.lines_in(begin, end)[-16:]]
    at = end
    for back in range(len(lines) - 1, -1, -1):
        line = lines[back]
        text = body.text[line.start : line.end]
        if line.cells or _DUE.match(text):
            break
        above = next(
            (t for one in reversed(lines[:back]) if not _LISTED.fullmatch(t := body.text[one.start : one.end])), ""
        )
        listed = _LISTED.fullmatch(text) and above.startswith("附件")
        if not (_SIGN.fullmatch(text) or listed or (_ORGAN.fullmatch(text) and at < end)):
            break
        at = line.start
    text = body.text[begin:at]
    for stops in ("。；", "。；）)"):
        last = max(text.rfind(c) for c in stops)
        rest = text[last + 1 :] if last >= 0 and at - begin - last < 120 else ""
        if _INLINE_SIGN.fullmatch(rest):
            return begin + last + 1
    return at


def listed_enclosures(body: Body, begin: int, stop: int) -> frozenset[int]:
    """Where the lines of lists of enclosures begin in a stretch, 附件：1.某某清单 and the numbered lines behind it."""
    starts: set[int] = set()
    open_list = False
    for line in (body.lines[index] for index in body.lines_in(begin, stop)):
        text = body.text[line.start : line.end]
        if _ENCLOSED.match(text):
            open_list = len(text) <= _LONGEST_ENCLOSED and "。" not in text
        else:
            open_list = open_list and bool(_LISTED.fullmatch(text))
        if open_list and not line.cells:
            starts.add(line.start)
    return frozenset(starts)


def _days(text: str) -> list[date]:
    days = []
    for m in _DAY.finditer(text):
        try:
            days.append(date(int(m[1]), int(m[2]), int(m[3])))
        except ValueError:
            continue
    for m in _SPELT_DAY.finditer(text):
        month, day = numeral_value(m[2]), numeral_value(m[3])
        try:
            days.append(date(_spelt(m[1]), month or 0, day or 0))
        except ValueError:
            continue
    return days


def _spelt(year: str) -> int:
    """二〇二三 is 2023."""
    return numeral_value(re.sub("[○O]", "〇", year).replace("２", "二")) or 0


def _own_number(line: str) -> tuple[int, str] | None:
    """(where it begins, the number) in a line, unless it cites another document's (in book titles or brackets)."""
    for m in _NUMBER.finditer(line):
        office = re.sub("^.*(?:文件|文号|来源|通知|意见|方案|办法|措施|公布|附件|的)(?=.{2,})", "", m["office"])
        begin = m.end("office") - len(office)
        before = line[:begin]
        if not before.endswith(("（", "(", "》")) and before.count("《") == before.count("》"):
            return begin, f"{office}〔{m['year']}〕{m['count']}号"
    return None


def speaks_of_itself(line: str) -> bool:
    """Whether a line is the number or the date of the document, and nothing else."""
    return bool(_OF_ITSELF.fullmatch(line.strip()))


def _number(lines: list[str]) -> str:
    """The document's own number: the one in the shortest line that has any."""
    for line in sorted(lines, key=len):
        own = _own_number(line) if len(line) < 120 else None
        if own:
            return own[1]
    return ""


def _is_stamp(line: str) -> bool:
    """Whether a line is a date, a number or （此件公开发布）, which no title goes across."""
    return speaks_of_itself(line) or bool(re.match("[（(]此件", line))


def _titles(lines: list[str]) -> list[str]:
    """The lines of the head that read as titles; a title may span several lines."""
    titles: list[str] = []
    for at, line in enumerate(lines):
        number = _own_number(line)
        text = line[: number[0]] if number and number[0] > 8 else line
        if (number and text == line) or _is_stamp(line):
            continue
        for more in range(1, 5):
            if _is_title(text):
                titles.append(text)
                break
            if (
                at + more >= len(lines)
                or any(c in text for c in "。：；！")
                or _own_number(lines[at + more])
                or _is_stamp(lines[at + more])
            ):
                break
            text += lines[at + more]
    return [title for title in titles if not any(other != title and other.endswith(title) for other in titles)]


def _is_title(text: str) -> bool:
    plain = re.sub(r"[（(][^（）()]{1,24}[）)]$", "", text).removesuffix("》")
    if not 6 <= len(text) <= 100 or any(c in text for c in "。；！，：") or text.startswith(("附件", "关于印发")):
        return text.startswith("关于印发") and text.endswith("通知") and len(text) <= 100
    balanced = text.count("《") == text.count("》") and text.count("“") == text.count("”")
    return balanced and bool(re.search(f"(?:{_KINDS})$", plain))


def _title(lines: list[str]) -> tuple[str, str]:
    """(title, issuer) of the covering notice if there is one, else of the document itself."""
    titles = _titles(lines)
    of_notices = [
        text
        for text in titles
        if re.search("关于.+的(?:通知|意见|决定|通报|方案|措施|函)$|关于.+(?:意见|措施)$|印发《.+》(?:的通知)?$", text)
    ]
    title = max(of_notices, key=len) if of_notices else titles[-1] if titles else ""
    issuer = re.split("关于|印发", title)[0] if of_notices else ""
    return re.sub(r"\s", "", title), re.sub(r"\s", "", issuer) if 2 <= len(issuer) <= 40 else ""


def _period(title: str, issued: date | None) -> tuple[date | None, date | None]:
    """First and last day of the years in the title (2023年, 2023—2025年), else of the year of issue."""
    years = [int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?!\d)", title)] or [
        _spelt(y) for y in _SPELT_YEAR.findall(title)
    ]
    if len(years) > 1 and years[0] < years[1] <= years[0] + 15:
        return date(years[0], 1, 1), date(years[1], 12, 31)
    year = years[0] if years else issued.year if issued else None
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def read_imprint(body: Body, begin: int, tail: int, end: int | None = None) -> Imprint:
    """Read the head (before `begin`, the first item) and the end matter (from `tail` to `end`) of a body."""
    head = [line for line in body.lines if line.start < begin and not line.cells]
    lines = [body.text[line.start : min(line.end, begin)] for line in head]
    if len(lines) == 1 and (run_on := _RUN_ON.match(lines[0])):
        lines = [part.strip("（()）") for part in run_on.groups() if part]
    title, issuer = _title(lines)
    signed = _days(" ".join(lines)) + _days(body.text[tail:end])
    issued = signed[0] if signed else None
    number = _number(lines)
    numbered = re.search(r"〔(\d{4})〕", number)
    since = issued or (date(int(numbered[1]), 1, 1) if numbered else None)
    start, due = _period(title, since)
    at_number = next((at for at, line in enumerate(lines) if _own_number(line)), 0)
    letterhead = [
        line for line, text in zip(head[:at_number], lines, strict=False)
        if len(text) <= 30 and (text.endswith("文件") or _ORGAN.fullmatch(text))
    ]  # fmt: skip
    named = [re.sub("文件$", "", body.text[line.start : line.end]) for line in letterhead]
    issuer = next((name for name in named if name.endswith(issuer)), issuer) if named else issuer
    if not issuer and (met := _MEETING.match(title) or _OF_AN_ORGAN.match(title)):
        issuer = met["issuer"]
    if not issuer:
        stop = len(body.text) if end is None else end
        behind = body.lines[body.line_at(tail) : body.lines_in(tail, stop).stop]
        signed_by = [_DAY.split(body.text[max(line.start, tail) : line.end])[0].strip() for line in behind]
        issuer = next((text for text in (*reversed(lines), *signed_by) if _ORGAN.fullmatch(text)), "")
    places = tuple((line.start, line.end) for line in letterhead)
    named_period = (bool(start) and start != _period("", since)[0]) or bool(re.search("20\\d\\d|二[〇○]", title))
    return Imprint(number, title, issuer, issued, start, due, named_period, places)
