"""Find candidates for targets: the numbers that are commitments, and those that words imply."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dcgd.intake.phrases.candidates import STANDING, Candidate, due_of, firmness_of, indicator_of, quote_of
from dcgd.intake.phrases.columns import Column, column_at, column_before
from dcgd.intake.phrases.implied import find_implied
from dcgd.intake.phrases.numbers import (
    Amount,
    Refused,
    find_amounts,
    find_measured,
)
from dcgd.intake.phrases.refusals import why_refused
from dcgd.model import Comparator, Kind
from dcgd.registry.checks.wording import numbers_implied, numbers_in

_MOST = re.compile(
    "(?:不超过|不高于|不大于|不多于|低于|小于|控制在|(?:降|压|减|缩)(?:低|缩|减|短|少)?(?:到|至|为)|下降[到至]|(?:压缩|缩短|压减|降低|减少)[^，。；\\d]{1,16}[至到])(?:全[省市国]平均)?\\s?$"
)
_NOT_LESS = re.compile("(?:不低于|不少于|不小于)\\s?$")
_MORE = re.compile("(?<!不)(?:突破|超过|高于|大于|多于|超)\\s?$")
_LEVEL = re.compile(
    "达到?\\s?$|突破|超过|总量|总数|总规模|累计达|保有|存量|存栏|(?:提高|提升|增加|增长|增|扩大)[到至]|规模|以内|控制|不低于|占比|比重|率|水平"
)
_ADDED = re.compile("新增|净增|新建|新培育|新引进|完成|新改|改造|增加(?![到至])|提高(?![到至])|新认定|开工|竣工")
_FROM = re.compile(
    r"(?:由|从)[^，。；]{0,14}?(\d+(?:\.\d+)?)\s?([万亿]*)\s?([\u4e00-\u9fff%％]{0,4}?)\s?(?:提高|提升|增加|增长|扩大|上升|下降|降低|压缩|压减|缩短|减少|调整)(?:到|至|为)[^，。；\d]{0,6}$"
)
_VERB_ONLY = re.compile(
    "(?:其中|累计|新|开工|竣工|投产|投用|建设|建成|完成|改造|提升|总量|总数|入库|上市|签约|落地|认定)+"
)
_MADE_ONLY = re.compile(f"{_VERB_ONLY.pattern}|新建|净增|新增|改建|扩建")
_A_DAY = re.compile(r"\d{1,2}月[底末]?(?:达到?.*)?")
_ONLY = re.compile(f"{_VERB_ONLY.pattern}|{_A_DAY.pattern}")
_VERBS_FIRST = re.compile(
    "^(?:全年|谋划|储备|推进|实施|新增|新建成|新建|建成|建设|开通|完成|培育|引进|新|开展)+(?=.{2,})"
)
_NUMBER_FIRST = re.compile(
    r"(?:力争|争取|确保|达到?|突破|超过?|不少于|不低于|约|累计|全年|年内|完成|新增|净增|新建|建成|培育|引进)*\s?[\d一二两三四五六七八九十百]"
)
_MARK = re.compile(r"\s*(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*")


def find_targets(text: str, year: int, columns: Sequence[Column] = ()) -> tuple[list[Candidate], list[Refused]]:
    """The candidates in a task's text in order, and the numbers that are none, with the reason (Chinese).

    `year` completes dates and tells past years from coming ones; `columns` are those of a table's row.
    """
    candidates: list[Candidate] = []
    refused: list[Refused] = []
    previous: Amount | None = None
    for amount in find_amounts(text, columns):
        if isinstance(amount, Refused):
            refused.append(amount)
            continue
        around = text[max(0, amount.start - 8) : amount.end + 6].replace("\n", "")
        if _is_baseline(text, amount):
            refused.append(Refused(amount.start, around, "是基数"))
        elif why := why_refused(text, amount, year):
            refused.append(Refused(amount.start, around, why))
        elif (column := column_at(columns, amount.start)) and column.tells_what_is:
            refused.append(Refused(amount.start, around, f"“{column.header}”一列说的是已有的情况"))
        elif _ends_range(text, previous, amount):
            refused.append(Refused(amount.start, around, "是区间的上端"))
        else:
            headed = column.due(year) if column else None
            taken = _candidate(text, amount, headed.year if headed else year)
            if column:
                taken = _in_column(text, taken, column, columns, year)
            taken = _named_by_clause(text, taken, amount)
            candidates.append(_named_after(text, candidates[-1], taken) if candidates else taken)
        if previous and len(candidates) > 1 and "分别" in text[amount.clause[0] : previous.start]:
            candidates[-1] = replace(candidates[-1], comparator=candidates[-2].comparator)
        previous = amount
    candidates += [
        replace(taken, due=taken.due or column.due(year)) if (column := column_at(columns, taken.place)) else taken
        for taken in find_implied(text, year)
    ]
    mixed = [
        candidate
        for candidate in candidates
        if candidate.implied and candidate.value not in (numbers_implied(candidate.quote) or [candidate.value])
    ]
    refused += [Refused(candidate.place, candidate.quote, "与用文字说的另一个数混在一句里") for candidate in mixed]
    kept = sorted((taken for taken in candidates if taken not in mixed), key=lambda taken: taken.place)
    return _said_once(kept, columns), refused


def _said_once(candidates: Sequence[Candidate], columns: Sequence[Column]) -> list[Candidate]:
    """Without those that a later column repeats: 改造小区30个, and 30个 in the column of goals."""
    if not columns:
        return list(candidates)
    kept: list[Candidate] = []
    of_amount: dict[tuple[Decimal, str], list[int]] = {}
    for taken in candidates:
        alike = of_amount.setdefault((taken.value, taken.measure), [])
        at = next((at for at in alike if _repeats(kept[at], taken, columns)), None)
        if at is None:
            alike.append(len(kept))
            kept.append(taken)
        else:
            kept[at] = replace(kept[at], due=kept[at].due or taken.due)
    return kept


def _repeats(before: Candidate, taken: Candidate, columns: Sequence[Column]) -> bool:
    """Whether two of one amount are one goal, said in two columns."""
    if before.due and taken.due not in (None, before.due):
        return False
    one, other = column_at(columns, before.place), column_at(columns, taken.place)
    if one is None or other is None or one is other:
        return False
    return taken.indicator.startswith(before.indicator) or before.indicator.endswith(taken.indicator)


def _in_column(text: str, taken: Candidate, column: Column, columns: Sequence[Column], year: int) -> Candidate:
    """A target in a table: by when, and of what, may stand in the header and in the column to the left."""
    due = taken.due or column.due(year)
    bare = not text[column.start : taken.place].strip() and _NUMBER_FIRST.match(taken.quote)
    named = column_before(columns, column) if bare else None
    if named is None:
        return replace(taken, due=due)
    name = text[named.start : named.end].strip()
    kind = Kind.LEVEL if taken.kind is Kind.CUMULATIVE and _LEVEL.search(name) else taken.kind
    return replace(taken, due=due, indicator=indicator_of(name, "", name), kind=kind)


def _named_by_clause(text: str, taken: Candidate, amount: Amount) -> Candidate:
    """Name a target that only has a verb after what the clause before it is about: 推进中心改造，6月底前完成5个."""
    start = amount.clause[0]
    if not _MADE_ONLY.fullmatch(taken.indicator) or text[start - 1 : start] != "，":
        return taken
    before = re.split("[，。；：\n]", text[max(0, start - 60) : start - 1])[-1]
    if not before or re.search(r"\d", before):
        return taken
    about = re.sub(
        "^.*(?:[要应须]|负责|会同[^，]*)(?=(?:加快|抓紧|继续|进一步|尽快)?(?:推进|实施|开展|完成))", "", before
    )
    name = indicator_of(re.sub("^(?:加快|抓紧|继续|进一步|尽快)", "", about), "", about)
    if not _VERB_ONLY.fullmatch(taken.indicator):  # 推进农田建设，新建5万亩
        name = taken.indicator + re.sub("(?<=.{2})(?:建设|改造|工作)$", "", name)
    return replace(taken, indicator=name)


def _named_after(text: str, before: Candidate, taken: Candidate) -> Candidate:
    """Name a target after the clause before it, if it only has a verb: 谋划推进重点项目 160 个，开工建设 100 个."""
    between = text[before.place + len(before.quote) : taken.place]
    if not _ONLY.fullmatch(taken.indicator) or re.search("[。；\n]", between):
        return taken
    if _A_DAY.fullmatch(taken.indicator):  # 进度6月底达到50%、12月底达到98%
        return replace(taken, indicator=before.indicator)
    counted = re.sub(f"(?<=.{{2}}){_VERB_ONLY.pattern}$", "", _VERBS_FIRST.sub("", before.indicator))
    return replace(taken, indicator=counted + taken.indicator)


def _is_baseline(text: str, amount: Amount) -> bool:
    before, after = text[amount.clause[0] : amount.start], text[amount.end : amount.end + 6]
    return bool(
        re.search("(?:由|从)[^，。；]{0,14}$", before)
        and re.match("\\s?(?:提高|提升|增加|增长|扩大|上升|下降|降低|压缩|压减|缩短|减少|调整)(?:到|至|为)", after)
    )


def _ends_range(text: str, previous: Amount | None, amount: Amount) -> bool:
    return previous is not None and bool(re.fullmatch("\\s?[-—–~～至]{1,2}\\s?", text[previous.end : amount.start]))


def _segment(text: str, amount: Amount) -> tuple[int, int]:
    """The part of a clause about one amount: a list with 、 is split where each member has its own number."""
    left, right = amount.clause
    begin, end = left, right
    for other in find_measured(text, left, right):
        if other[1] <= amount.start:
            cut = text.find("、", other[1], amount.start)
            begin = cut + 1 if cut >= 0 else begin
        elif other[0] >= amount.end:
            cut = text.find("、", amount.end, other[0])
            end = cut if cut >= 0 else end
            break
    mark = _MARK.match(text, begin, end)
    begin = mark.end() if mark else begin
    about = text[begin : amount.start].strip() + re.sub(r"\s|以上|左右|[\d个家项]", "", text[amount.end : end])
    return (begin, end) if len(about) >= 2 or begin == left else (left, right)


def _comparator(before: str, after: str) -> Comparator:
    if re.match("\\s?(?:左右|上下)", after) or re.search("(?:大?约)\\s?$", before):
        return Comparator.ABOUT
    if re.match("\\s?(?:以内|之内|以下)", after):
        return Comparator.AT_MOST
    if _NOT_LESS.search(before):
        return Comparator.AT_LEAST
    if _MORE.search(before):
        return Comparator.MORE_THAN
    if _MOST.search(before) and not re.match("\\s?以上", after):
        return Comparator.AT_MOST
    return Comparator.AT_LEAST


def _kind(amount: Amount, before: str, clause: str) -> Kind:
    if STANDING.search(before) and "动态储备" not in before:
        return Kind.STANDING
    if "%" in amount.measure or "百分点" in amount.measure or "‰" in amount.measure:
        return Kind.LEVEL
    if _ADDED.search(before):
        return Kind.CUMULATIVE
    return Kind.LEVEL if _LEVEL.search(before) or _MOST.search(before) or "以内" in clause else Kind.CUMULATIVE


def _candidate(text: str, amount: Amount, year: int) -> Candidate:
    start, end = _segment(text, amount)
    before, after = text[start : amount.start], text[amount.end : end]
    place, quote = quote_of(text, start, end)
    base = _FROM.search(before)
    baseline = Decimal(base[1]) if base else None
    if base:
        before = before[: base.start()]
    return Candidate(
        place,
        indicator_of(before, after, text[start:end]),
        Kind.LEVEL if base else _kind(amount, text[amount.clause[0] : amount.start], text[start:end]),
        _comparator(text[amount.clause[0] : amount.start], text[amount.end : amount.end + 4]),
        amount.value,
        amount.measure,
        quote,
        firmness_of(text, start, end),
        implied=not _is_literal(amount.value, quote),
        baseline=baseline,
        due=due_of(text, place, end, year),
    )


def _is_literal(value: Decimal, quote: str) -> bool:
    """Whether the quote contains the value, in digits or in Chinese numerals (两 and 百分之三点五 do not count)."""
    return value in numbers_in(quote)
