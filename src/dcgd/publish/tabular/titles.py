"""The Chinese titles of the columns of the public tables, for whoever opens them in a spreadsheet."""

from collections.abc import Mapping

_TITLES: Mapping[str, str] = {
    "adjustments": "调整", "aliases": "别名", "as_of": "截至", "at_risk": "有风险", "baseline": "基数",
    "by": "报送单位", "checkpoints": "节点", "comparator": "比较方式", "contact": "联系人",
    "correction": "更正", "date": "日期", "document": "文件序号", "done_percent": "完成率%", "due": "时限",
    "duty": "职责", "errors": "错误数", "evidence": "佐证", "file": "来自文件", "firmness": "约束性",
    "gap_points": "差距（百分点）", "goal": "目标值", "group": "单位类别", "head": "主要负责人", "id": "编号",
    "implied": "数不在字面", "indicator": "指标", "issued": "印发日期", "issuer": "发文机关", "kind": "种类",
    "leader": "分管领导", "leaders": "分管领导", "leads": "牵头单位", "level": "级别", "light": "灯",
    "milestone": "成果", "name": "名称", "note": "说明", "number": "序号", "original_due": "原时限",
    "owner": "责任人", "pace": "序时方式", "pace_percent": "序时进度%", "participants": "参与单位",
    "percent": "百分比", "person": "人员", "position": "次序", "post": "职务", "public": "公开",
    "quote": "引文", "reason": "事由", "reasons": "理由", "registry": "登记册", "replied": "回复日期",
    "reply_by": "回复期限", "reported": "最近报送", "review": "待核对", "risks": "风险", "role": "角色",
    "rules": "规则", "section": "章节", "share": "分解", "short": "简称", "start": "起始日", "status": "状态",
    "steps": "经过", "subject": "事项编号", "target": "目标", "task": "任务", "text": "原文", "title": "名称",
    "unit": "单位", "unit_measure": "计量单位", "value": "数值", "warnings": "警告数", "weight": "权重",
    "what": "类别", "written": "原文写法",
    "checkpoint": "节点", "difficulty": "存在问题", "next_step": "下一步措施", "filled_by": "填报人",
    "checked_by": "审核人", "received": "交来之日", "recorded": "登记之时", "recorded_by": "登记人",
    "withdrawn": "撤回", "field": "项目", "to": "改为", "period": "月份", "sealed": "封存之时", "closed": "归档日期",
    "facts": "摘要", "type": "种类", "implements": "对应上级", "continues": "接续上年", "same_as": "与之相同",
    "shares": "分解", "rollup": "合成方式", "archive": "存档", "records": "登记册摘要", "previous": "上一个摘要",
    "unchanged": "仍是原样",
}  # fmt: skip
_OF_ONE_TABLE: Mapping[tuple[str, str], str] = {
    ("documents", "type"): "文件类型", ("papers", "number"): "文号", ("papers", "to"): "主送",
    ("papers", "subject"): "就何事", ("seals", "papers"): "公文摘要", ("seals", "evidence"): "佐证摘要",
    ("seals", "by"): "封存人", ("seals", "reason"): "再封的理由",
    ("documents", "id"): "文件序号", ("documents", "number"): "文号", ("documents", "title"): "标题",
    ("sections", "number"): "章节", ("targets", "value"): "目标值", ("notices", "number"): "单号",
    ("notices", "issued"): "签发日期", ("people", "name"): "姓名", ("problems", "title"): "问题",
}  # fmt: skip
"""Of columns whose name means something else in one table."""


def title_of(table: str, column: str) -> str:
    """What heads a column for a person; its own name where there is no Chinese for it."""
    return _OF_ONE_TABLE.get((table, column)) or _TITLES.get(column, column)
