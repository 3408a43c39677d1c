"""Find the numbers in a task's text: which of them are commitments, and why the others are not."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dcgd.intake.text.glyphs import numeral_value

_COUNTED = (
    "个百分点|百分点|个工作日|工作日|个月|人次|户次|家次|辆次|架次|班次|批次|场次|亿次|张床位|床位|标准箱|个班|亩次|"
    "个|家|项|件|座|条|头|只|台|辆|套|户|人|名|位|所|处|支|次|场|张|门|部|篇|艘|架|列|株|棵|对|双|枪|宗|笔|单|组|片|口|眼|"
    "孔|栋|幢|间|款|种|例|份|册|本|盏|根|块|杆|羽|尾|盘|颗|套次|课时|学时|期|届|村|镇|床|箱|桶|瓶|盒|册|幅|首|集|届次|站|班|艺|宿"
)
_MEASURED = (
    "平方公里|平方千米|平方米|平米|立方米|公里|千米|海里|毫米|厘米|米|公顷|亩|吨标准煤|标准煤|吨|公斤|千克|斤|克|"
    "千瓦时|兆瓦时|度电|千瓦|兆瓦|吉瓦|千伏安|千伏|伏|蒸吨|元人民币|美元|欧元|港元|元|小时|分钟|秒|天|日|月|年|周岁|岁|"
    "分贝|微克|毫克|摄氏度|度|倍|成|级|EFLOPS|PFLOPS|TFLOPS|FLOPS|[PTEGZ]B|GW|MW|kW|TEU|P(?![A-Za-z])|ZB"
)
_MEASURE = re.compile(
    rf"\s?(?P<unit>%|％|‰|(?:{_COUNTED})|(?:{_MEASURED}))(?:/[\u4e00-\u9fff]{{1,4}}(?=[以左，。；、及]|$))?|\s?(?P<rate>/(?:10)?[万千](?:人)?)"
)
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[,，]\d{3})*(?:[.．]\d+)?)(?:\s?[-—–~～至]{1,2}\s?\d+(?:\.\d+)?(?!\d*\s?[年月]))?\s?(?P<scale>[十百千]?[万亿]{1,2}|[百千](?=[元亩吨家个人户万]))?"
    r"|百分之(?P<percent>[零一二三四五六七八九十百两点]+)"
    r"|(?P<words>[一二两三四五六七八九十百]+)(?P<big>[万亿]{1,2})?(?=\s?(?:个(?!方面|层面|维护|意识|自信|确立|领域|环节|阶段|月)|家|所|座|条(?!例|件)|公里))"
)
_DATE = re.compile(
    r"(?:(?:19|20)\d\d\s?(?:[-—–~～至到]{1,2}\s?(?:19|20)\d\d\s?)?年(?:度)?)?(?:\s?\d{1,2}\s?[-—~至]?\d{0,2}\s?月(?:份|底|末|初)?(?!以内|内完)(?:\s?\d{1,2}\s?日)?)?"
    r"|(?:19|20)\d\d(?=[-—–~～至]{1,2}(?:19|20)\d\d)"
)
_ITEM = re.compile(r"[（(]\d{1,2}[）)]|(?<=[。；：\n）)])\s?\d{1,2}[.．、](?!\d)|^\d{1,2}[.．、](?!\d)")
_NAMED = re.compile("“[^“”]{0,60}”|《[^《》]{0,160}》|〔\\d{4}〕\\s?\\d*\\s?号?|‘[^‘’]{0,40}’|「[^「」]{0,40}」")
_CLAUSE = re.compile("[，。；！？：;!?\n]")
_FAR = 600
_TIME = {"小时", "分钟", "秒", "天", "日", "月", "年", "个月", "工作日", "个工作日"}
SIZES = re.compile(rf"^(?:{_MEASURED})$")
_ATTRIBUTE = re.compile(
    "(?:总?投资(?:额)?|产值|营收|营业收入|销售(?:额|收入)|主营业务收入|年产|产能|规模|面积|装机(?:容量)?|注册资本|税收|纳税|产量|"
    "贷款|金额|合同额|单体|容量|亩均|人口|资产|估值|收入|耗能|能耗|用水量?|年龄|连片|户均|床位)(?:在|达到?|超过?|为|规模|约|不低于|不少于|等)?\\s?$"
)
_LISTED = re.compile(r"(?:\d+(?:\.\d+)?\s?[\u4e00-\u9fff]{1,4}、\s?)+$")
_GIVEN = re.compile(
    "奖励|奖补|补助|补贴|资助|给予|最高|贴息|授信|额度|罚款|缴纳|缴费|(?<!办)税率|减按|免征|扣除|报销|支付比例|收费标准|费率|利率|基准|起征|限额|保费|押金|租金"
)
_PAST = re.compile(
    "(?<!不)已(?!有序)(?:经|建成|完成|有|达|累计|实现|认定|培育|发展|入驻|形成)?|目前|截至|去年|上年|过去|现有|原有|近[年期]|以来|往年|曾"
)
PROMISE = re.compile(
    "达到|突破|超过|不低于|不少于|不超过|不高于|控制|保持|稳定|提高|提升|增长|增加|新增|增至|增幅|增速|降至|降低|下降|压缩|压减|缩短|减少|力争|"
    "争创|争取|确保|完成|实现|建成|建设|新建|改建|扩建|改造|培育|引进|招引|打造|实施|开展|组织|创建|选树|评选|推出|举办|举行|培训|发展|认定|建立|"
    "设立|落地|签约|开工|竣工|投产|整治|治理|修复|谋划|储备|启动|推进|整合|布局|投放|发放|盘活|处置|淘汰|关停|消除|补充|植树|造林|种植|养殖|绿化|"
    "铺设|安装|更新|购置|开通|提供|帮扶|救助|招聘|招募|选派|选聘|吸纳|转移|就业|安置|扶持|孵化|转化|申报|获批|编制|制定|修订|出台|发布|入库|入统|"
    "纳统|上市|挂牌|出栏|存栏|筹集|配建|建档|摸排|抽检|监测|排查|研发|攻关|征集|推广|覆盖|接待|吸引|集聚|汇聚|遴选|形成|拥有|支持|组建|迁建|加装|"
    "回收|清理|拆除|收储|供应|出让|化解|减免|推动|促进|占比|比重|比例|率|总量|总数|总规模|总产值|增加值|收入|投资|达|超|新培育|净增|翻|辟|增设|落户|选育|巩固|入选|评定|建|种|栽"
)
_BY_LATIN = re.compile(r"[A-Za-z\-+×x*/._@#]$")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number: its value and measure, its place in the text, and the bounds of its clause."""

    value: Decimal
    measure: str
    start: int
    end: int
    clause: tuple[int, int]
    bare_unit: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A number or clause that was not taken: its offset, the words around it, and why (Chinese)."""

    place: int
    around: str
    why: str


def begin_of(text: str, place: int, stops: str) -> int:
    """The offset where the stretch between `stops` begins that contains `place`, at most 600 characters before it."""
    least = max(0, place - _FAR)
    return max(least, *(text.rfind(stop, least, place) + 1 for stop in stops))


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause around a stretch, without its closing punctuation."""
    left = max((m.end() for m in _CLAUSE.finditer(text, max(0, start - 300), start)), default=max(0, start - 300))
    limit = min(len(text), end + 300)
    m = _CLAUSE.search(text, end, limit)
    return left, m.start() if m else limit


def inside(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether an offset lies in one of the stretches, which are sorted and hardly overlap."""
    at = bisect_right(spans, (place, len(spans) and spans[-1][1]))
    return any(a <= place < b for a, b in spans[max(0, at - 3) : at])


def find_measured(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of all numbers with a unit of measure between `start` and `end`."""
    numbers = (m for m in _NUMBER.finditer(text, start, end) if m["digits"] or m["percent"])
    return [m.span() for m in numbers if m["percent"] or _MEASURE.match(text, m.end())]


def named_places(text: str) -> list[tuple[int, int]]:
    """The stretches inside quotes and book titles, where numbers belong to names."""
    return [m.span() for m in _NAMED.finditer(text)]


def _value(m: re.Match[str]) -> Decimal | None:
    if m["digits"]:
        digits = m["digits"].replace(",", "").replace("，", "").replace("．", ".")
        return Decimal(digits) if len(digits) < 16 else None
    words = m["percent"] or m["words"]
    integer, _, fraction = words.partition("点")
    number = numeral_value(integer)
    tail = "".join(str(numeral_value(c) or 0) for c in fraction)
    return None if number is None else Decimal(f"{number}.{tail}" if tail else number)


def find_amounts(text: str) -> Iterator[Amount | Refused]:
    """Every number of a text except dates: what it measures, or why it cannot be a target."""
    named = named_places(text)
    marks = [*_DATE.finditer(text), *_ITEM.finditer(text)]
    dates = sorted(m.span() for m in marks if m.end() > m.start())
    for m in _NUMBER.finditer(text):
        if inside(dates, m.start()):
            continue
        around = text[max(0, m.start() - 8) : m.end() + 8].replace("\n", "")
        why = _why_not(text, m, named)
        if why:
            if m["digits"]:
                yield Refused(m.start(), around, why)
            continue
        unit = _MEASURE.match(text, m.end())
        value = _value(m)
        if m["percent"]:
            measure, end = "%", m.end()
        elif unit and value is not None:
            scale = (m["scale"] or "") if m["digits"] else (m["big"] or "")
            measure, end = scale + unit.group().strip().replace("％", "%"), unit.end()
        else:
            if m["digits"]:
                yield Refused(m.start(), around, "后面没有计量单位")
            continue
        if value is not None:
            bare_unit = (unit["unit"] or unit["rate"]) if unit and not m["percent"] else "%"
            yield Amount(value, measure, m.start(), end, clause_of(text, m.start(), end), bare_unit)


def _why_not(text: str, m: re.Match[str], named: list[tuple[int, int]]) -> str:
    before, after = text[max(0, m.start() - 12) : m.start()], text[m.end() : m.end() + 6]
    if inside(named, m.start()):
        return "在引号、书名号里，是名称的一部分"
    if before.rstrip().endswith(("第", "前")) and not before.endswith("以前"):
        return "是序数"
    if m["words"] and re.search("、[^，。；、]{1,12}$", before):
        return "是前面列举的总数"
    if m["words"] and (before.endswith(("每", "这", "某", "任何", "同")) or m["words"] in {"一", "百", "十"}):
        return "不是约定的数量"
    if _BY_LATIN.search(before) or (re.match(r"[A-Za-z×+]", after.lstrip()) and not _MEASURE.match(after)):
        return "与字母连写，是代号"
    if re.match("(?:余|多)", after):
        return "是概数"
    if re.match(r"号|强|后(?!续)|版|型|制(?!定)|大(?!中型|型|学|数)|类|[级流线](?!以)|通|维", after.lstrip()):
        return "是名称或等级的一部分"
    return ""


def why_refused(text: str, amount: Amount, year: int) -> str:
    """Why an amount is no commitment (Chinese); empty if it is one. Years before `year` are past."""
    left, right = amount.clause
    before, after = text[left : amount.start], text[amount.end : right]
    clause = text[left:right]
    if amount.bare_unit in _TIME and not re.search(
        "压缩|缩短|压减|控制|降[至到]|减[至到]|不少于|不低于|达到|提速", before
    ):
        return "是时间长短，不是要达到的数量"
    if amount.bare_unit in {"岁", "周岁"} and not re.search("寿命|达到|提高", before):
        return "是年龄范围"
    if amount.bare_unit in {"成", "级", "期", "届", "度", "伏", "千伏", "集", "组", "宿", "艺"} and not re.search(
        "达到|建成|完成|提高|新建|举办", before
    ):
        return "是名称或等级的一部分"
    if _GIVEN.search(clause) and re.search("元|%|倍", amount.measure):
        return "是补助、奖励或收费的标准"
    if re.search(r"每[\u4e00-\u9fff]{0,4}\s?$", before) and not re.search("每年|每季|每月", before[-4:]):
        return "是计算的单位，不是要达到的数量"
    if _is_past(text, amount, before, year):
        return "说的是已有的情况"
    if re.match(
        "(?:个|项|条|大)?(?:方面|领域|环节|维度|层面|步骤|原则|措施|举措|条措施|任务|工程(?:和|、)|行动(?:和|、))",
        after,
    ) and amount.bare_unit in {"个", "项", "条"}:
        return "是条目的个数"
    return _qualifies(text, amount, before, after) or _promises_nothing(text, amount, before)


def _is_past(text: str, amount: Amount, before: str, year: int) -> bool:
    """Whether an amount was already reached: 已, 目前, 截至, or a sentence that opens with a past year."""
    opened = re.match(
        r"\s?(20\d\d)\s?年(?!.{0,3}(?:以来|为基))", text[begin_of(text, amount.start, "。！？；\n") :][:12]
    )
    if opened and int(opened[1]) < year:
        return True
    said = _PAST.search(before)
    return bool(said) and not re.search("力争|确保|达到|新增|提高到|提升[到至]|已[^，]{0,8}的", before)


def _qualifies(text: str, amount: Amount, before: str, after: str) -> str:
    """Why a size only says which things are meant (投资500万元以上的项目, 10万千瓦以下机组); empty if it does not."""
    tail = re.match("\\s?(?:及)?(?:以上|以下|以内|左右|级)?(?P<of>的)?(?P<noun>[\u4e00-\u9fff“]*)", after)
    noun = tail["noun"] if tail else ""
    sized = bool(SIZES.match(amount.bare_unit))
    if re.match("\\s?级", after):
        return "是规模的限定，不是要达到的数量"
    if not noun or (re.match("[及和与]", noun) and not sized):
        return "是并列限定里的数" if _in_size_list(text, amount) else ""
    counted_later = re.search(r"\d\s?[万亿]?(?:个|家|项|座|处|条|户|台|辆|名|人|所)", after)
    if sized and counted_later:
        return "是规模的限定，数量在后面"
    if sized and _ATTRIBUTE.search(_LISTED.sub("", before)) and re.match("\\s?(?:及)?以[上下]|级|\\s?的", after):
        return "是规模的限定，不是要达到的数量"
    if re.match("\\s?(?:及)?以下的?[\u4e00-\u9fff]", after) and sized and not re.search("控制|降|减|压", before):
        return "是规模的限定，不是要达到的数量"
    return ""


def _in_size_list(text: str, amount: Amount) -> bool:
    """Whether a size is in a list like 10 亿元、20 亿元、50 亿元以上的大项目, where all of them qualify."""
    rest = text[amount.end : amount.end + 40]
    return bool(
        re.match(
            rf"(?:、\s?\d+(?:\.\d+)?\s?[万亿]*{re.escape(amount.bare_unit)})+(?:及)?以[上下]的?[\u4e00-\u9fff]", rest
        )
    )


def _promises_nothing(text: str, amount: Amount, before: str) -> str:
    after = text[amount.end : amount.end + 3]
    if PROMISE.search(before) or re.match("\\s?(?:以上|左右|以内|以下)", after):
        return ""
    sentence = begin_of(text, amount.start, "。！？；\n")
    if PROMISE.search(text[sentence : amount.start]) and re.search(r"\d", text[sentence : amount.start]):
        return ""
    return "没有“达到”“新增”“完成”一类承诺的话"
