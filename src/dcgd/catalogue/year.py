"""Codes of what happens during the year: rules, reports, problems, notices."""

from dcgd.catalogue.entry import ERROR, WARNING, Entry

YEAR = (
    Entry(
        "rules-order",
        ERROR,
        "界限颠倒",
        "严重滞后的界限应不小于滞后的界限；考核的最低分、起评分、最高分应依次不减。",
        "behind: 30\nfar_behind: 10",
        "behind: 10\nfar_behind: 30",
    ),
    Entry(
        "report-subject",
        ERROR,
        "报的是什么",
        "一条进展只报一个目标、一项成果或一项任务，三者写其一。",
        "{target: 5-1, task: 5, date: …}",
        "{target: 5-1, date: 2023-06-30, value: 8}",
    ),
    Entry(
        "report-amount",
        ERROR,
        "报的数不对",
        "value（数值）和 percent（百分比）写其一；成果和整项任务只报 percent。",
        "{milestone: 5-m1, date: 2023-06-30, value: 1}",
        "{milestone: 5-m1, date: 2023-06-30, percent: 100}",
    ),
    Entry(
        "report-unknown",
        ERROR,
        "没有这个目标",
        "tasks.yaml 里没有这个编号的目标、成果或任务。",
        "{target: 5-9, …}",
        "{target: 5-1, …}",
    ),
    Entry("report-date", ERROR, "日期早于周期", "进展的日期早于文件的起始日。", "date: 2022-06-30", "date: 2023-06-30"),
    Entry(
        "report-period",
        WARNING,
        "放错了月份",
        "进展按数据截止之日放在当月的文件里。",
        "progress/2023-06.yaml 里有 date: 2023-07-31",
        "放进 progress/2023-07.yaml",
    ),
    Entry(
        "report-by",
        WARNING,
        "报送单位不是责任单位",
        "报送的单位不牵头也不参与这项任务。",
        "{target: 5-1, by: 区水利局, …}",
        "{target: 5-1, by: 区科学技术局, …}",
    ),
    Entry(
        "report-falls",
        ERROR,
        "累计数变小",
        "累计数只增不减；确实是更正的写 correction: true。",
        "6 月报 8，7 月报 7",
        "{target: 5-1, date: 2023-07-31, value: 7, correction: true}",
    ),
    Entry(
        "problem-unknown", ERROR, "问题所属的任务不存在", "tasks.yaml 里没有这项任务或目标。", "task: 99", "task: 32"
    ),
    Entry(
        "problem-trail",
        ERROR,
        "问题的经过不合顺序",
        "发现之后交办，交办之后解决（或再交办），解决之后反馈，反馈之后销号或退回；销号之后也可退回，退回之后再解决或再交办。日期不倒着走。",
        "steps:\n  - {action: raise, date: 2023-06-01, by: 区水利局}\n  - {action: close, date: 2023-06-20, by: 区政府办公室}",
        "steps:\n  - {action: raise, date: 2023-06-01, by: 区水利局}\n  - {action: assign, date: 2023-06-02, by: 区政府办公室, to: 区水利局, deadline: 2023-06-30}",
    ),
    Entry(
        "notice-unknown",
        ERROR,
        "督办的事项不存在",
        "tasks.yaml 里没有这个编号的目标、成果或任务。",
        "subject: 5-9",
        "subject: 5-1",
    ),
    Entry(
        "id-doubled",
        ERROR,
        "编号重复",
        "两个问题或两份督办单用了同一个编号。",
        "id: WT-2023-001 … id: WT-2023-001",
        "id: WT-2023-001 … id: WT-2023-002",
    ),
)
