"""Codes of the gate: a value is not what the model says."""

from dcgd.catalogue.entry import ERROR, Entry

GATE = (
    Entry(
        "missing-key",
        ERROR,
        "缺少必填的键",
        "这一条少了必须有的键。",
        "- id: 5-1\n  indicator: 新增高新技术企业",
        "- id: 5-1\n  indicator: 新增高新技术企业\n  kind: cumulative\n  value: 15\n  unit_measure: 家\n  quote: 新增高新技术企业 15 家以上",
        "照提示补上这个键；各个键的含义见 docs/data-model.md，编辑器里装上 YAML 插件会自动提示。",
    ),
    Entry(
        "extra-key",
        ERROR,
        "不认识的键",
        "没有这个键。多半是写错了；不认识的键不会被默默忽略。",
        "vaule: 15",
        "value: 15",
        "改成提示里的键；确实不需要就删去这一行。要写给人看的话，放在 note 里或写成 # 注释。",
    ),
    Entry(
        "wrong-type",
        ERROR,
        "值的类型不对",
        "这里要的是另一种值：文字、列表、true/false，或几个词之一。",
        "leads: 区水利局",
        "leads: [区水利局]",
        "照右边的写法改。列表即使只有一个也要方括号；数字当文字用时加引号。",
    ),
    Entry(
        "empty-value",
        ERROR,
        "内容为空",
        "这里不能空着，也不能只有空格。",
        'title: ""',
        "title: 壮大科技型企业群体",
        "写上内容；不需要这一项就把整行删去。",
    ),
    Entry(
        "bad-number",
        ERROR,
        "不是数",
        "数值要写半角数字，不加引号、单位和千分位。",
        'value: "１５家"',
        "value: 15",
        "只留数字本身，计量单位写进 unit_measure。",
    ),
    Entry(
        "bad-date",
        ERROR,
        "不是日期",
        "日期写作 YYYY-MM-DD，而且日历上要有这一天。",
        "due: 2023-02-30",
        "due: 2023-02-28",
        "写作 2023-06-30 的样子，月和日都是两位。",
    ),
)
