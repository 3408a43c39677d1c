"""How papers say things: days, shares, gaps, counts, progress. Pure; every paper asks here, so that all say it alike.

Shares and gaps have one decimal, 100% and 0 have none. A day of the paper's own year goes without the year.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from dcgd.model import Kind, Status
from dcgd.model.papers import ISSUE
from dcgd.naming import Region, chinese_day
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.reasons import rounded
from dcgd.tracking.judging.wording import amount, plain

MOST_NAMED = 10
"""So many are named in a text; the rest stand in its attachment."""
_VERBS = (
    "出台", "印发", "制定", "编制", "建立", "建成", "完成", "完善", "启动", "实施", "开展", "举办", "召开", "公布",
    "发布", "设立", "成立", "组建", "创建", "新建", "改造", "搭建", "开通", "投用", "引进", "签订", "推出",
)  # fmt: skip
"""What the title of a deliverable begins with that reads on after 已."""
_HALVES = {3: "一季度", 6: "上半年", 9: "前三季度"}
_ONE_LINE = 15
"""Characters of a title that leave room for three words behind them."""
_ISO = re.compile(r" ?(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d) ?", re.ASCII)
_ENDS = "。；，、 "


def month_and_day(day: date, year: int) -> str:
    """`8月31日`; of another year than the paper's `2026年6月30日`."""
    return f"{day.month}月{day.day}日" if day.year == year else chinese_day(day)


def day_and_weekday(day: date, year: int) -> str:
    """A day that is near, with its weekday: `10月13日（星期一）`."""
    return f"{month_and_day(day, year)}（星期{'一二三四五六日'[day.weekday()]}）"


def due_words(day: date, year: int) -> str:
    """A deadline as people say it: `8月底`, `10月25日`, of another year `2026年6月底`."""
    if day < date.max and (day + timedelta(days=1)).day == 1:
        return f"{'' if day.year == year else f'{day.year}年'}{day.month}月底"
    return month_and_day(day, year)


def period_words(as_of: date, start: date, due: date) -> str:
    """What part of a document's year lies before a day: `2025年前三季度`, `2025年1—8月`, `2025年度`.

    A day within a month counts as that month where no other is over.
    """
    if as_of >= due or as_of.year > start.year:
        return f"{start.year}年度"
    over = as_of.month if (as_of + timedelta(days=1)).day == 1 else as_of.month - 1
    if over in _HALVES:
        return f"{as_of.year}年{_HALVES[over]}"
    return f"{as_of.year}年1—{over}月" if over > 1 else f"{as_of.year}年1月"


def place_of(issuer: str | None) -> str:
    """The place that an issuer's name begins with: `云汐区` of 示例市云汐区人民政府办公室; empty where none is told."""
    chain = Region.of(issuer or "", ()).chain
    return chain[-1] if chain else ""


def title_lines(period: str, place: str, about: str) -> tuple[str, str]:
    """The title of a bulletin in two lines that part between words."""
    return f"关于{period}{place}", f"重点工作任务{about}"


def share_words(share: Fraction) -> str:
    """`53.3%`, and `100%`, `0` without decimals; what is not quite all never reads 100%."""
    if share == 0:
        return "0"
    return "100%" if share == 1 else f"{rounded(share * 100, marks=(100,))}%"


def part_words(count: int, total: int) -> str:
    """A count among others with its share: `7项（占20.0%）`; the count alone where fewer than ten are counted."""
    return f"{count}项" if total < MOST_NAMED or not count else f"{count}项（占{share_words(Fraction(count, total))}）"


def gap_words(gap: Fraction) -> str:
    """How far from pace, in percentage points below it: `欠序时进度21.7个百分点`, `超…`, `与序时进度持平`."""
    told = rounded(abs(gap))
    if told == "0.0":
        return "与序时进度持平"
    return f"{'欠' if gap > 0 else '超'}序时进度{told}个百分点"


def tight(text: str) -> str:
    """A number and its measure as one word: `15家以上`, not `15 家以上`."""
    return re.sub(r"(?<=[0-9%]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=[0-9])", "", text)


def readable(text: str) -> str:
    """What was recorded, as a person reads it: days as `2025年5月31日`, numbers close to their measures."""
    return tight(_ISO.sub(lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日", text))


def finished_words(title: str) -> str:
    """That a deliverable is there: `已出台《…》`, `已建成…`; of a title without a verb `…已完成`."""
    return f"已{title}" if title.startswith(_VERBS) else f"{title}已完成"


def hurry_words(title: str) -> list[str]:
    """The title of a letter that asks to get on with something, in lines: `关于加快完成…工作的提醒函`."""
    words = f"关于加快{title}" if title.startswith(_VERBS) else f"关于加快推进{title}工作"
    return [words, "的提醒函"] if len(words) > _ONE_LINE else [f"{words}的提醒函"]


def now_words(judged: JudgedItem) -> str:
    """What was last reported, for a narrow cell: `8家`, `95.0%`, `已完成`; empty where nothing was."""
    verdict, item = judged.verdict, judged.item
    if verdict.value is not None:
        return tight(amount(plain(verdict.value), item.unit_measure))
    if verdict.percent is None:
        return ""
    return "已完成" if verdict.percent >= 100 else share_words(Fraction(verdict.percent) / 100)


def goal_words(judged: JudgedItem, year: int) -> str:
    """The year's goal and when it is due, for a narrow cell: `15家以上，12月底`; of a deliverable when it is due."""
    due = due_words(judged.verdict.due, year)
    return f"{tight(judged.verdict.wanted)}，{due}" if judged.item.kind else f"{due}前完成"


def progress_words(judged: JudgedItem) -> str:
    """How far an item is, with its goal: `已新增8家，完成年度目标（15家以上）的53.3%`, `目前完成95.0%`."""
    verdict, item = judged.verdict, judged.item
    now, wanted = now_words(judged), tight(verdict.wanted)
    if not now:
        return "尚未报送进展"
    if verdict.value is None or verdict.done_share is None:
        return finished_words(item.title) if now == "已完成" else f"目前完成{now}"
    if item.kind is Kind.CUMULATIVE and verdict.pace is not None:
        verb = "已新增" if item.title.startswith("新增") else "已完成"
        return f"{verb}{now}，完成年度目标（{wanted}）的{share_words(verdict.done_share)}"
    return f"现为{now}，目标为{wanted}"


def late_words(judged: JudgedItem, as_of: date) -> str:
    """What is wrong with an item that lags, in half a sentence: how long overdue, how far below pace, or not held."""
    verdict = judged.verdict
    if verdict.status is Status.OVERDUE:
        return f"应于{due_words(verdict.due, as_of.year)}前完成，已逾期{(as_of - verdict.due).days}天"
    if verdict.gap is not None and verdict.gap > 0:
        return gap_words(verdict.gap)
    return "未能保持" if verdict.pace is None and verdict.reported else ""


def sentence(title: str, leads: Sequence[str], judged: JudgedItem, as_of: date) -> str:
    """One sentence on an item that lags: `新增高新技术企业（区科技局）：已新增8家，…，欠序时进度21.7个百分点。`.

    Of a target with shares it names those that hold it up.
    """
    parts = (progress_words(judged), late_words(judged, as_of))
    if judged.verdict.status is Status.OVERDUE:
        parts = parts[1], parts[0]
    held_up = "".join(f"；{tight(said)}" for said in judged.held_up)
    return f"{title}{in_brackets('、'.join(leads))}：{'，'.join(filter(None, parts))}{held_up}。"


def in_brackets(text: str) -> str:
    """The text in brackets; nothing where there is none."""
    return f"（{text}）" if text else ""


def ended(text: str) -> str:
    """What somebody wrote, with exactly one full stop behind it."""
    text = text.strip().rstrip(_ENDS)
    return f"{text}{'' if text.endswith(('？', '！')) else '。'}" if text else ""


def named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names in a row; of more than `most` the first, and how many there are."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}个单位"


def silent_sentence(units: Sequence[str], count: int) -> str:
    """Who did not report, in one sentence: `未按要求报送进展的有区住建局、区卫健局（2个单位，3项）。`."""
    if not units:
        return ""
    return f"未按要求报送进展的有{named(units)}（{len(units)}个单位，{count}项）。"


def change_words(now: int, before: int, light: str) -> str:
    """How a count moved since the last issue: `红灯增加1项`, `黄灯减少2项`, `红灯持平`."""
    if now == before:
        return f"{light}灯持平"
    return f"{light}灯{'增加' if now > before else '减少'}{abs(now - before)}项"


def number_blank(series: str, year: int) -> str:
    """A number still to be given, with room to write it in: `督通〔2025〕　　号`, `第　　期`."""
    return series.replace(ISSUE, "第　　期", 1) if ISSUE in series else f"{series}〔{year}〕　　号"
