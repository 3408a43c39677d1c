"""Why a number is no promise: one with a measure is a promise unless a rule knows it to be something else."""

import re
from collections.abc import Callable
from typing import NamedTuple

from dcgd.intake.phrases.numbers import MEASURED, Amount, begin_of, find_measured

SIZES = re.compile(rf"^(?:{MEASURED})$")
_TIME = {"小时", "分钟", "秒", "天", "日", "周", "月", "年", "个月", "工作日", "个工作日"}
_SHORTER = re.compile("压缩|缩短|压减|控制|降[至到]|减[至到]|不少于|不低于|不超过|不多于|少于|达到|提速")
_GRADES = {"成", "级", "期", "届", "度", "伏", "千伏", "集", "组", "宿", "艺"}
_ATTRIBUTE = re.compile(
    "(?:总?投资(?:额)?|产值|营收|营业收入|销售(?:额|收入)|主营业务收入|年产|产能|规模|面积|装机(?:容量)?|注册资本|税收|纳税|产量|"
    "贷款|金额|合同额|单体|容量|亩均|人口|资产|估值|收入|耗能|能耗|用水量?|年龄|连片|户均|床位)(?:在|达到?|超过?|为|规模|约|不低于|不少于|等)?\\s?$"
)
_EXTENT = re.compile("(?:占地|用地|距离?|全长|总长|(?<![提增加延拓成最])[长宽高深])(?:约|为|共)?\\s?$")
_GAINED = re.compile("(?:新增|盘活|收储|报批|供应|腾退|清理)[^，。；]{0,6}$")
_LISTED = re.compile(r"(?:\d+(?:\.\d+)?\s?[\u4e00-\u9fff]{1,4}、\s?)+$")
_GIVEN = re.compile(
    "奖励|奖补|补助|补贴|资助|给予|最高|贴息|授信|额度|罚款|缴纳|缴费|(?<!办)税率|减按|免征|扣除|报销|支付比例|收费标准|费率|利率|基准|起征|限额|"
    "保费|押金|租金|的标准"
)
_FUNDS = re.compile(r"(?:拨付|筹集|筹措|发放|兑付|兑现|争取(?:到位)?|到位)[^，。；\d]{0,12}(?:资金|款)\s?$")
"""Money that is to be paid or got in all, be it for subsidies."""
_SHARE_CHANGES = re.compile("(?:提高|提升|降低|下降|达到|增加|扩大)(?:到|至)?[^，。；\\d]{0,4}$")
_PAST = re.compile(
    "(?<!不)已(?!有序)(?:经|建成|完成|有|达|累计|实现|认定|培育|发展|入驻|形成)?|目前|截至|去年|上年|过去|现有|原有|近[年期]|以来|往年|曾"
)
_COMPARED = re.compile("(?:不低于|不高于|高于|低于|超过|比|较)(?:去年|上年)(?:度|同期)?")
_COMING = re.compile("力争|确保|达到|新增|提高到|提升[到至]|已[^，]{0,8}的")
_HEADED_PAST = re.compile("(?:目前|截至目前|截至去年|近年来|去年)[，,]")
_ENTRIES = re.compile(
    "(?:个|项|条|大)?(?:重点|主要|关键)?(?:方面|领域|环节|维度|层面|步骤|原则|措施|举措|条措施|任务|工程(?:和|、)|行动(?:和|、))"
)
_WHERE = re.compile(
    r"(?:在|向|对|从|由|围绕|聚焦|依托|针对|按照?|根据|以|(?<![少低高大小多等])于|用|把|将|利用|基于|借助|结合|立足|(?:^|[，。；])在[^，。；]{2,16}[及和与])(?:全[省市区县]|已有|现有|本市|本区)?的?\s?$"
)
_BEHIND_WHERE = re.compile("(?:以[上内下]|左右|[，。；、！\n%％]|$)")
_WHO_MAY = re.compile(
    "[^。；\n，]{0,60}的，(?:也|均|都)?(?:可|给予|予以|按|优先|直接|不再|应|认定|视为|享受|纳入|一律|取消|扣|免|由|实行)"
)
_KIND_OF = re.compile(r"\s?(?:及)?以[上下]?(?:[且并及或和][^，。；]{0,30})?的[\u4e00-\u9fff“]")
_FAVOUR = re.compile(
    "优先支持|优先安排|优先给予|优先纳入|优先考虑|予以倾斜|给予倾斜|适当倾斜|予以激励|激励支持|予以支持"
)


class _Said(NamedTuple):
    """An amount and the words around it: before and behind it in its clause, and up to the end of its sentence."""

    text: str
    amount: Amount
    year: int
    before: str
    after: str
    rest: str

    @property
    def clause(self) -> str:
        return self.text[slice(*self.amount.clause)]


def why_refused(text: str, amount: Amount, year: int) -> str:
    """Why an amount is no commitment (Chinese); empty if it is one. Years before `year` are past."""
    left, right = amount.clause
    end = min(
        (at for stop in "。；\n" if (at := text.find(stop, amount.end, amount.end + 200)) >= 0), default=len(text)
    )
    said = _Said(text, amount, year, text[left : amount.start], text[amount.end : right], text[amount.end : end])
    return next((why for rule in _RULES if (why := rule(said))), "")


def _is_duration(said: _Said) -> str:
    if said.amount.bare_unit in _TIME and not _SHORTER.search(said.before):
        return "是时间长短，不是要达到的数量"
    if said.amount.bare_unit in {"岁", "周岁"} and not re.search("寿命|达到|提高", said.before):
        return "是年龄范围"
    return ""


def _is_grade(said: _Said) -> str:
    named = said.amount.bare_unit in _GRADES and not re.search("达到|建成|完成|提高|新建|举办", said.before)
    return "是名称或等级的一部分" if named else ""


def _is_given(said: _Said) -> str:
    if not re.search("元|%|倍", said.amount.measure):
        return ""
    if re.search("按照?(?![时期质要计])[^，。；]*$", said.before) and not re.search("达到|[提高升]到", said.before):
        return "是补助、奖励或收费的标准"
    if not _GIVEN.search(said.clause) or _FUNDS.search(said.before):
        return ""
    changes = "元" not in said.amount.measure and _SHARE_CHANGES.search(said.before)
    about = re.search("报销|支付比例|保费|费率|利率", said.clause) and not re.search("奖|补助|补贴|给予", said.clause)
    return "" if changes and about else "是补助、奖励或收费的标准"


def _is_per(said: _Said) -> str:
    per = re.search(r"每(?![年季月])[\u4e00-\u9fff]{0,2}\s?$", said.before)
    return "是计算的单位，不是要达到的数量" if per and not re.search("[有建设配]", per.group()) else ""


def _is_past(said: _Said) -> str:
    """Already reached: 已, 目前, 截至, or a sentence that opens with a past year or with 目前."""
    sentence = said.text[begin_of(said.text, said.amount.start, "。！？；\n") : said.amount.start].strip()
    years = [int(year) for year in re.findall(r"(?:^|[，、])(20\d\d)\s?年(?!.{0,3}(?:以来|为基|起))", sentence)]
    if re.match("截至[^，]{1,12}，", sentence) and "已" in sentence + said.clause and not _COMING.search(said.before):
        return "说的是已有的情况"
    past_year = bool(years) and years[-1] < said.year and bool(re.match(r"20\d\d", sentence))
    told = _PAST.search(_COMPARED.sub("", said.before)) or _HEADED_PAST.match(sentence)
    whole = re.search("全[省市区县镇]\\s?$", said.before) and said.amount.bare_unit in {"个", "家", "名", "所"}
    if re.search(r"(?:年初|已经?|上级|原)?(?:确定|列入|排定|梳理出?|下达)的\s?$", said.before):
        return "说的是已有的情况"
    is_told = told and not _COMING.search(said.before)
    return "说的是已有的情况" if past_year or is_told or (whole and "为" not in said.before) else ""


def _counts_entries(said: _Said) -> str:
    entries = said.amount.bare_unit in {"个", "项", "条"} and _ENTRIES.match(said.after)
    text, amount = said.text, said.amount
    in_brackets = text[amount.start - 1 : amount.start] == "（" and text[amount.end : amount.end + 1] == "）"
    return "是条目的个数" if entries or in_brackets else ""


def _is_where(said: _Said) -> str:
    """在8个试点行业, 向两个新城区: where or on what something is done, unless the number ends the clause (以3%左右)."""
    plain = re.sub(
        r"\d+\s?[个家项条]?[\u4e00-\u9fff]{1,8}、$|[一二两三四五六七八九十]+个[\u4e00-\u9fff]{1,8}、$", "", said.before
    )
    where = _WHERE.search(plain) and not _BEHIND_WHERE.match(said.after)
    return (
        "说的是在哪里、凭什么做，不是要达到的数量"
        if where and not re.search("控制在|保持在|稳定在|维持在", plain)
        else ""
    )


def _is_condition(said: _Said) -> str:
    """What must be so for something else: 达到25%的，可申请; 对占比3%以上的企业; 优先支持其辖区内1家园区."""
    if _FAVOUR.search(said.before):
        return "是激励或支持的标准"
    if re.search(r"(?:排名|位列|评分)[^，。；\d]{0,6}[前后末]\s?$", said.before):
        return "是条件里的数，不是要达到的数量"
    if re.search("(?:^|、)(?:超过|不足|不满|未满|满)\\s?$", said.before) and re.match(
        "\\s?(?:以[上下])?的", said.after
    ):
        return "是条件里的数，不是要达到的数量"
    outside = re.sub("（[^（）]*）", "", said.rest).lstrip("）")
    if _WHO_MAY.match(outside) or (re.match("[^，。；]{0,20}的，", outside) and re.search("可|给予|按", outside[:60])):
        return "是条件里的数，不是要达到的数量"
    if re.search("(?:^|鼓励|支持|[方区县市])对[^，]*$|符合[^，]*$|凡[^，]*$", said.before) and _KIND_OF.match(
        said.after
    ):
        return "是条件里的数，不是要达到的数量"
    return ""


def _qualifies(said: _Said) -> str:
    """A size that only says which things are meant: 投资500万元以上的项目, 产值超100亿元、…的企业2家."""
    why = "是规模的限定，不是要达到的数量"
    amount, before, after = said.amount, said.before, said.after
    sized = bool(SIZES.match(amount.bare_unit))
    if sized and _EXTENT.search(before) and not _GAINED.search(before):
        return why
    attribute = sized and _ATTRIBUTE.search(_LISTED.sub("", before))
    if re.match("\\s?级", after) or (attribute and re.match("\\s?以[上下]）", after)):
        return why
    if re.match("\\s?(?:及)?以[上下]的", after) and any(end == amount.start for _start, end in _measured_before(said)):
        return why
    if attribute and re.match(r"、[^，。；\d]*的[^，。；\d]{1,14}\d+\s?[万亿]?(?:个|家|项|座|处|户|名|人|所)", after):
        return "是规模的限定，数量在后面"
    tail = re.match("\\s?(?:及)?(?:以上|以下|以内|左右|级)?(?P<of>的)?(?P<noun>[\u4e00-\u9fff“]*)", after)
    noun = tail["noun"] if tail else ""
    if not noun or (re.match("[及和与]", noun) and not sized):
        return "是并列限定里的数" if _in_size_list(said) else ""
    counted_later = re.search(r"\d\s?[万亿]?(?:个|家|项|座|处|条|户|台|辆|名|人|所)", after)
    if sized and counted_later:
        return "是规模的限定，数量在后面"
    if attribute and re.match("\\s?(?:及)?以[上下]|级|\\s?的", after):
        return why
    if re.match("\\s?(?:及)?以下的?[\u4e00-\u9fff]", after) and sized and not re.search("控制|降|减|压", before):
        return why
    return ""


def _asks(said: _Said) -> str:
    """How many ask for it: （钱某某等5名代表）, and how many motions there are: 代表建议58件."""
    if said.amount.bare_unit == "件" and re.search(r"(?:建议|提案|议案)(?:共|计)?\s?$", said.before):
        return "是建议提案的件数"
    asks = re.search("等\\s?$", said.before) and re.match("\\s?(?:人大)?(?:代表|委员)", said.after)
    return "是提出的人数" if asks else ""


def _measured_before(said: _Said) -> list[tuple[int, int]]:
    """The numbers before an amount in its clause, each with its measure."""
    places = find_measured(said.text, said.amount.clause[0], said.amount.start)
    measures = [re.match(r"\s?[\u4e00-\u9fff]{1,2}", said.text[end : said.amount.start]) for _start, end in places]
    return [
        (start, end + len(measure.group())) for (start, end), measure in zip(places, measures, strict=True) if measure
    ]


def _in_size_list(said: _Said) -> bool:
    """Whether a size is in a list like 10 亿元、20 亿元、50 亿元以上的大项目, where all of them qualify."""
    unit = re.escape(said.amount.bare_unit)
    rest = said.text[said.amount.end : said.amount.end + 40]
    return bool(unit and re.match(rf"(?:、\s?\d+(?:\.\d+)?\s?[万亿]*{unit})+(?:及)?以[上下]的?[\u4e00-\u9fff]", rest))


_RULES: tuple[Callable[[_Said], str], ...] = (
    _asks,
    _is_duration,
    _is_grade,
    _is_given,
    _is_per,
    _is_past,
    _counts_entries,
    _is_condition,
    _is_where,
    _qualifies,
)
"""Asked in this order; the first that answers gives the reason."""
