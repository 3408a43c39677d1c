"""Names as people write them: numerals and days, units with their place or without, what is near a mistyped name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar

_DIGITS = "零一二三四五六七八九"
_LEVELS = "省市县区"
_HYPHENS = str.maketrans("‐‑‒–—−", "------")
_HALFWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

PERCENT = ("%", "％")
"""The measure of what is counted in hundredths."""


def chinese_number(number: int) -> str:
    """1..999 in Chinese as sections are numbered: 一, 十, 十一, 二十, 九十九, 一百零五, 一百一十."""
    if not 1 <= number <= 999:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if number < 20 else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


@cache
def _numbers() -> dict[str, int]:
    return {chinese_number(number): number for number in range(1, 1000)}


def parse_number(text: str) -> int | None:
    """`六`, `6`, `６` or `第六章` (部分, 节, 篇) as an int; None if the text is no number."""
    text = halfwidth(text.strip())
    if text.startswith("第"):
        text = text[1:].rstrip("章节部分篇")
    text = text.rstrip("、.．")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else _numbers().get(text)


def halfwidth(text: str) -> str:
    """A text with the letters, digits and signs that an input method makes wide (５Ｇ，％) as ASCII has them."""
    return text if text.isascii() else text.translate(_HALFWIDTH)


def typed_id(text: str) -> str:
    """An id or a number as it was meant, with wide characters or with the dashes of word processors: ５－１, 5–1."""
    return halfwidth(text.strip()).translate(_HYPHENS)


def share_id(target: str, unit: str) -> str:
    """The id of a unit's share of a target: `5-1@柳园街道`."""
    return f"{target}@{unit}"


def parted(id_: str) -> tuple[str, str | None]:
    """The target and the unit of the id of a share, as typed; (the id itself, None) of anything else."""
    target, at, unit = id_.replace("＠", "@").partition("@")
    return (target, unit.strip()) if at else (id_, None)


def folded(text: str) -> str:
    """A text as it is searched: case and full width do not count; each character stays where it was."""
    return halfwidth(text).lower()


def is_day(text: str) -> bool:
    """Whether a text is written as YAML and the command line write a day; such a day need not exist."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is not None


def chinese_day(day: date) -> str:
    """`2023年9月30日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def dotted_day(day: date) -> str:
    """A day as narrow cells show it: `2025.9.30`."""
    return f"{day.year}.{day.month}.{day.day}"


def amount(number: str, unit_measure: str) -> str:
    """A number with its unit of measure, as screens say it: `15 家`, `95%`."""
    return f"{number}%" if unit_measure in PERCENT else f"{number} {unit_measure}".rstrip()


def bare(name: str) -> str:
    """A unit's name without blanks and without the character that says which level it is of: 区水利局 → 水利局."""
    name = "".join(name.split())
    return name[1:] if len(name) > 2 and name[0] in _LEVELS else name


class Region(NamedTuple):
    """Where a document is from: its place, part by part (聊城市, 东昌府区), and its level (区).

    In such a document a name is of this level unless it says another, and the place may stand in front of it: 水利局,
    区水利局, 东昌府区水利局 and 聊城市东昌府区水利局 are one body; 市水利局 and 聊城市水利局 are another.
    """

    chain: tuple[str, ...] = ()
    level: str = ""

    @classmethod
    def of(cls, issuer: str, names: Iterable[str]) -> "Region":
        """The region of a document by its issuer (聊城市东昌府区人民政府办公室), else by what most names begin with."""
        issuer = _plain(issuer)[:_PLACES]
        chain = _chain(issuer, _ORGANS)
        if not chain:
            head = _common_head(names)
            chain = _chain(_place_in(issuer, head) or head, "$")
            return cls(chain, _level(head))
        return cls(chain, _level(chain[-1]))

    def spellings(self, name: str) -> list[str]:
        """A name as it is written, then ever shorter ways to write it; names whose last is the same are one."""
        written = "".join(name.split())
        plain = _plain(written)
        end, level = max((self._place_of(plain, first) for first in range(len(self.chain))), default=(0, ""))
        levelled = plain if end == len(plain) else level + plain[end:]
        rest = levelled.removeprefix(self.level)
        if rest == levelled or len(rest) < 2 or rest.startswith(_NO_OFFICE):
            rest = levelled
        return list(dict.fromkeys([written, plain, levelled, rest]))

    def _place_of(self, name: str, first: int) -> tuple[int, str]:
        """How much of a name's beginning is the place from its `first` part on, and the level that this ends at."""
        end, level = 0, ""
        for part in self.chain[first:]:
            if not name.startswith(part, end):
                break
            end, level = end + len(part), _level(part)
        return end, level


NOWHERE = Region()
"""Where nothing is known of a place or a level."""
_NO_OFFICE = ("委", "场")
"""No name begins so: 区委组织部 is not called 委组织部, nor is the 市 of 市场监管局 a level."""
_ORGANS = "人民政府|政府|党?委|人大|政协|管委会|管理委员会|办事处|行政公署|行署"
"""What follows a place in the name of an issuer: where a place ends cannot be told otherwise (沙市区, 新乡市红旗区)."""
_PLACES = 40
"""No places are longer together, whatever is written in front of an office."""
_TOKENS = "自治区|地区|街道|[省市州县区旗盟镇乡]"


def _plain(name: str) -> str:
    """区人民政府办公室 is 区政府办公室, 中共某区委宣传部 is 某区委宣传部."""
    return "".join(name.split()).removeprefix("中共").replace("人民政府", "政府")


@cache
def _pattern(ending: str) -> re.Pattern[str]:
    return re.compile(
        "([^省]{2,}省|.{2,}?自治区)?(.{2,}?(?:市|自治州|地区|盟))?(.+?[区县旗市])?(.+?(?:街道|[镇乡]))?"
        f"(?={ending})"
    )


def _chain(text: str, ending: str) -> tuple[str, ...]:
    """The places, the largest first, that a text begins with in front of `ending`."""
    places = _pattern(ending).match(text)
    return tuple(part for part in places.groups() if part) if places else ()


def _level(place: str) -> str:
    """The word for what a place is: 区 of 东昌府区, 州 of 某某自治州, 自治区 of 某某自治区."""
    return next((word for word in ("自治区", "地区", "街道") if place.endswith(word)), place[-1:])


def _common_head(names: Iterable[str]) -> str:
    """What most names begin with up to the word for a level: 区, or 云溪区; nothing when two are as common."""
    heads: Counter[str] = Counter()
    for name in map(_plain, names):
        heads.update(
            name[: level.end()] for level in re.finditer(_TOKENS, name[:_PLACES]) if level.end() + 1 < len(name)
        )
    best = max(heads, key=lambda head: (heads[head], len(head)), default="")
    rivals = [head for head in heads if heads[head] == heads[best] and not best.startswith(head)]
    return "" if rivals else best


def _place_in(issuer: str, head: str) -> str:
    """The place in front of an issuer that ends in a level: 聊城市东昌府区 of 聊城市东昌府区发展和改革局."""
    beginning = re.match(f".+?{head}(?!{head})", issuer) if head and head == _level(head) else None
    return beginning[0] if beginning else ""


_LONGEST, _MOST_KNOWN, _MOST_ASKED = 200, 5_000, 300
"""No name is longer than this, no registry has more of them; and who has misspelt so many is not helped by more."""


class Nearby:
    """`nearest` among the same names again and again: each asked once, and no more than some hundreds of them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = list(known)
        self._found: dict[str, list[str]] = {}

    def __call__(self, name: str) -> list[str]:
        """The known names nearest to one."""
        if name not in self._found:
            if len(self._found) >= _MOST_ASKED:
                return []
            self._found[name] = nearest(name, self._known)
        return self._found[name]


def nearest(name: str, known: Sequence[str], most: int = 3) -> list[str]:
    """The known names that look most like a mistyped one, best first; none if nothing is near."""
    import difflib

    if len(name) > _LONGEST or len(known) > _MOST_KNOWN:
        return []
    wanted = bare(name)
    scored = []
    for candidate in dict.fromkeys(spelling for spelling in known if len(spelling) <= _LONGEST):
        # Half of a Chinese name is often 区…局: what counts is the part between.
        ratio = difflib.SequenceMatcher(None, wanted, bare(candidate)).ratio()
        if wanted and (wanted in candidate or set(wanted) <= set(candidate)):
            ratio = max(ratio, 0.75)
        if ratio >= 0.5:
            scored.append((-ratio, candidate))
    return [candidate for _, candidate in sorted(scored)[:most]]


def not_found(name: str, near: Sequence[str], what: str = "", more: str = "") -> str:
    """`没有“区水力局”；是不是：区水利局？`, or only the first half when nothing is near; `more` stands between."""
    question = f"；是不是：{'、'.join(near)}？" if near else ""
    space = " " if what and what[0].isascii() else ""
    return f"没有{space}{what}“{name}”{more}{question}"


Name = TypeVar("Name", bound=str | int)


def printed_name(name: str) -> str:
    """The name of a person as it is printed: without the bracket that tells two of one name apart."""
    alone, _, bracket = name.rpartition("（")
    return alone if alone and bracket.endswith("）") else name


def without_numbers(text: str) -> str:
    """Text with `…` for what could be somebody's number, for messages that many read."""
    return re.sub(r"\d[\d .-]{3,}\d", "…", text)


def qualified(registry: str, name: Name) -> Name | str:
    """The name or number of a unit, a section, a task or an item, with its registry in front where there are several.

    `registry` is empty where there is only one.
    """
    return f"{registry}:{name}" if registry else name


def unqualified(name: str) -> tuple[str, str]:
    """The registry, empty where there is only one, and the name of a qualified name."""
    registry, _colon, bare_name = name.rpartition(":")
    return registry, bare_name
