"""The kinds of change between two registries, and whether each weakens what the district is committed to.

The one table of the rules: `docs/diff.md` is generated from it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dcgd.diagnostics import Place
from dcgd.model import Adjustment

YEAR_DROPPED = "year-dropped"


class Effect(StrEnum):
    """What a change does to the commitment."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    NEUTRAL = "neutral"
    CORRECTION = "correction"

    @property
    def chinese(self) -> str:
        """The word a person reads."""
        return {"weaker": "弱化", "stronger": "强化", "neutral": "中性", "correction": "更正"}[self.value]


class ChangeKind(NamedTuple):
    """One kind of change: its words, its effect (None: see the rule), and the rule in words."""

    words: str
    effect: Effect | None
    rule: str = ""


_SETTLED = "年度计划定稿（plan.settled）以前是中性"
_W, _S, _N, _C = Effect.WEAKER, Effect.STRONGER, Effect.NEUTRAL, Effect.CORRECTION

CHANGE_KINDS = {
    "value-lowered": ChangeKind("目标值下调", None, "弱化；“不超过”一类（at_most）的目标则是强化"),
    "value-raised": ChangeKind("目标值上调", None, "强化；“不超过”一类（at_most）的目标则是弱化"),
    "comparator-eased": ChangeKind("比较方式放宽", _W, "从严到宽：突破、以上、左右"),
    "comparator-tightened": ChangeKind("比较方式收紧", _S, "从宽到严：左右、以上、突破"),
    "comparator-turned": ChangeKind("比较方向改变", _W, "“不超过”与“以上”互换：原来的承诺不再成立"),
    "due-later": ChangeKind("期限推迟", _W),
    "due-earlier": ChangeKind("期限提前", _S),
    "start-later": ChangeKind("起算日推迟", _W, "序时进度的要求随之降低"),
    "start-earlier": ChangeKind("起算日提前", _N, "序时进度的要求提高，累计的时间也变长"),
    "firmness-eased": ChangeKind("约束性改为力争", _W),
    "firmness-tightened": ChangeKind("力争改为约束性", _S),
    "baseline-eased": ChangeKind("基数离目标更远", _W, "起点越远，同样的水平算作完成得越多；没有基数按 0 计"),
    "baseline-tightened": ChangeKind("基数离目标更近", _S, "起点越近，同样的水平算作完成得越少"),
    "baseline-changed": ChangeKind("基数改动", _N, "不是 level 的目标，或“不超过”一类的目标增减基数"),
    "kind-eased": ChangeKind("指标类型放宽", _W, "始终保持改为到期水平，累计新增改为到期水平，始终保持与累计新增互换"),
    "kind-tightened": ChangeKind("指标类型收紧", _S, "到期水平改为始终保持或累计新增"),
    "measure-changed": ChangeKind("计量单位改变", _W, "新旧目标值不能直接比较，一律按弱化对待"),
    "checkpoints-eased": ChangeKind("节点目标放宽", _W, f"删去节点，或同一日期的数比原来容易，或不再写数；{_SETTLED}"),
    "checkpoints-tightened": ChangeKind("节点目标收紧", _S, f"同一日期的数都不比原来容易，且没有增减节点；{_SETTLED}"),
    "checkpoints-added": ChangeKind("节点目标增加", _N, "序时进度改按节点算，松紧要看数值"),
    "checkpoints-reworded": ChangeKind("节点的话改了", _N, "形象进度换了说法，松紧要看内容"),
    "checkpoint-later": ChangeKind("节点推迟", _W, "一条调整把节点的日期推后"),
    "checkpoint-earlier": ChangeKind("节点提前", _S, "一条调整把节点的日期提前"),
    "links-changed": ChangeKind(
        "对应关系改动", _N, "implements 承接上级文件的哪几条，continues 接续上一年的哪一条，same_as 与哪一条相同"
    ),
    "share-added": ChangeKind("分解增加", _N, "目标分解给了又一个单位"),
    "share-removed": ChangeKind("分解删除", _W, "一个单位不再承担"),
    "rollup-changed": ChangeKind("分解的合成改变", _N, "合计、平均、最低、最高"),
    "weight-changed": ChangeKind("权重改动", _N),
    "duty-changed": ChangeKind("分管领导、责任人、联系人改动", _N, "任务自己写明的"),
    "pace-changed": ChangeKind("序时进度算法改变", _N),
    "target-added": ChangeKind("目标增加", _S),
    "target-removed": ChangeKind("目标删除", _W),
    "milestone-added": ChangeKind("成果增加", _S),
    "milestone-removed": ChangeKind("成果删除", _W),
    "item-renumbered": ChangeKind("编号改变", _N, "进展里的编号要一并改"),
    "indicator-changed": ChangeKind("名称改动", _N, "指标或成果的名称"),
    "quote-changed": ChangeKind("引文改动", _N, "引文仍须在原文里（dcgd validate）"),
    "written-changed": ChangeKind("写法改动", _N, "现行值不变，只是记录的写法变了"),
    "adjustment-added": ChangeKind("补记调整", _N, "现行值没有随之改变"),
    "adjustment-changed": ChangeKind("调整记录改动", _C, "改了已有调整的理由、批准人等"),
    "adjustment-removed": ChangeKind("调整记录删除", _W, "批准的经过不再看得到"),
    "task-added": ChangeKind("任务增加", _S),
    "task-removed": ChangeKind("任务删除", _W),
    "task-renumbered": ChangeKind("任务改号", _N, "原文或名称相同而序号不同"),
    "task-moved": ChangeKind("任务换了章节", _N),
    "title-changed": ChangeKind("任务名称改动", _N),
    "text-changed": ChangeKind("官方文本改动", None, "改后才与 source/ 相符：更正；改后不再相符：弱化；其余中性"),
    "leads-changed": ChangeKind("牵头单位变更", _N, "按 units.yaml 认出的单位比较，换一种写法不算"),
    "leads-lost": ChangeKind("不再有牵头单位", _W),
    "participant-added": ChangeKind("参与单位增加", _N),
    "participant-removed": ChangeKind("参与单位减少", _N),
    "units-rewritten": ChangeKind("责任单位换了写法", _N, "同一个单位的另一个名称，或换了次序"),
    "section-added": ChangeKind("章节增加", _N),
    "section-removed": ChangeKind("章节删除", _N, "其中的任务另列"),
    "section-changed": ChangeKind("章节标题或序号改动", _N),
    "document-changed": ChangeKind("文件信息改动", _N, "文号、标题、发文机关、成文日期"),
    "source-added": ChangeKind("官方文本文件增加", _N),
    "source-changed": ChangeKind("官方文本文件改动", _N, "登记册以它为准，请与印发件核对"),
    "source-removed": ChangeKind("官方文本文件删除", _W, "核对的依据没有了"),
    "unit-added": ChangeKind("单位增加", _N),
    "unit-removed": ChangeKind("单位删除", _N),
    "unit-renamed": ChangeKind("单位改名", _N),
    "unit-changed": ChangeKind("单位的简称、类别、人员改动", _N),
    "person-added": ChangeKind("人员增加", _N),
    "person-removed": ChangeKind("人员减少", _N),
    "person-changed": ChangeKind("人员的职务、单位、联系方式改动", _N, "电话、邮箱只说改了，不写出来"),
    "alias-added": ChangeKind("别名增加", _N),
    "alias-removed": ChangeKind("别名减少", _N),
    "report-added": ChangeKind("进展登记", _N),
    "report-corrected": ChangeKind("进展更正", _C, "改了已有的一条，或另记一条 correction: true"),
    "report-withdrawn": ChangeKind("进展撤回", _C, "另记一条 withdrawn: true，原来的一条留着，哪里也不算"),
    "report-removed": ChangeKind("进展删除", _W, "进展只增不删"),
    "problem-added": ChangeKind("问题登记", _N),
    "problem-changed": ChangeKind("问题办理", _N),
    "problem-removed": ChangeKind("问题删除", _W, "问题只销号，不删除"),
    "notice-added": ChangeKind("督办单签发", _N),
    "notice-changed": ChangeKind("督办单改动", _N),
    "request-added": ChangeKind("申请登记", _N),
    "request-changed": ChangeKind("申请改动", _N, "多半是有了决定，或撤回"),
    "request-removed": ChangeKind("申请删除", _W),
    "paper-added": ChangeKind("公文登记", _N),
    "paper-changed": ChangeKind("公文改动", _N, "多半是作废"),
    "paper-removed": ChangeKind("公文登记删除", _W, "公文只作废，不删除"),
    "seal-added": ChangeKind("封存", _N),
    "seal-changed": ChangeKind("封存改动", _W, "封存只添加，不改动"),
    "seal-removed": ChangeKind("封存删除", _W, "封存只添加，不删除"),
    "notice-removed": ChangeKind("督办单删除", _W),
    "rule-eased": ChangeKind("规则放宽", _W, "滞后界限、允差、宽限期变大，临期提醒天数变小，报送周期变长，灯色变轻"),
    "rule-tightened": ChangeKind("规则收紧", _S, "与上一条相反"),
    "rule-changed": ChangeKind("规则变更", _N, "其余的规则"),
    "note-changed": ChangeKind("说明改动", _N),
    "mark-changed": ChangeKind("标记改动", _N, "review 待核对、implied 数值不在字面上、public 可以公开"),
    "year-carried": ChangeKind("延续", _N, "两个年份的文件：上年有，今年还有，要求没有变"),
    "year-raised": ChangeKind("同比提高", _N, "两个年份的文件：今年的目标比上年的难；“不超过”的，数更小"),
    "year-lowered": ChangeKind("同比降低", _N, "两个年份的文件：今年的目标比上年的容易；新的一年另定的，不要批准记录"),
    "year-new": ChangeKind("今年新列", _N, "两个年份的文件：上年没有"),
    YEAR_DROPPED: ChangeKind("今年不再列", _N, "两个年份的文件：上年有，今年没有"),
    "unreadable": ChangeKind("读不出", _W, "原来读得出，现在有错误而读不出：无法确认承诺还在"),
    "readable": ChangeKind("重新读得出", _N, "原来有错误而读不出，没有可以比较的"),
}
"""Every kind by its stable slug. Changes of value, comparator, firmness or unit of measure that mend what
contradicted an unchanged quote are corrections, whatever their kind says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change in the office's own terms.

    `subject` is what changed (`5-1`, `任务 5`, a unit's name), `title` its name; `before` and `after` are short texts
    for people, `detail` shows long ones to the word. `approval` is the adjustment that a change carries out. `place` is
    where it stands in the newer registry, or the nearest thing there to where it stood; of what a new year dropped
    (`is_of_older`) where it stands in the older one.
    """

    kind: str
    effect: Effect
    subject: str
    title: str = ""
    before: str = ""
    after: str = ""
    detail: str = ""
    approval: Adjustment | None = None
    place: Place

    @property
    def is_of_older(self) -> bool:
        """Whether its place is one of the older registry."""
        return self.kind == YEAR_DROPPED

    @property
    def words(self) -> str:
        """What kind of change it is, in Chinese."""
        return CHANGE_KINDS[self.kind].words

    @property
    def unapproved(self) -> bool:
        """Whether it weakens a commitment and no adjustment says who approved that."""
        return self.effect is Effect.WEAKER and self.approval is None


def change(kind: str, subject: str, place: Place, *, effect: Effect | None = None, **more: str) -> Change:
    """A change of a kind, with the effect of the kind unless another is given."""
    known_effect = effect or CHANGE_KINDS[kind].effect
    assert known_effect is not None, kind
    return Change(kind=kind, effect=known_effect, subject=subject, place=place, **more)  # type: ignore[arg-type]
