"""Every command, in the six groups of the help: its line there, and the module that is imported when it is called."""

from typing import NamedTuple


class One(NamedTuple):
    """A command: its line in the help, and the module (of `dcgd.cli`) that is imported when it is called."""

    summary: str
    module: str


class Many(NamedTuple):
    """A group of commands: its line in the help, its own help, and the module of each command.

    `default` is the command that runs if only options are given. `moved` maps old forms to new ones: in a group with a
    default to a command of the group, in others to the words of a command in another group. `means` has words and
    options that stand for a command which need not be named, and `unnamed` is the one that every other word is for.
    """

    summary: str
    help: str
    modules: dict[str, str]
    default: str = ""
    moved: dict[str, str] = {}  # noqa: RUF012 (a named tuple's default, and never changed)
    means: dict[str, str] = {}  # noqa: RUF012
    unnamed: str = ""


EVERYDAY = "常用"
GROUPS: dict[str, dict[str, One | Many]] = {
    EVERYDAY: {
        "list": One("列出任务：按单位、人员、章节、状态、灯色、词语", "listing"),
        "show": One("一项任务的全部：原文、单位、目标、进展、判定", "show"),
        "status": One("总体情况：按灯色、章节、单位", "status"),
        "overdue": One("逾期的目标、成果和任务", "overdue"),
        "at-risk": One("有风险的目标、成果和任务", "overdue"),
        "progress": Many(
            "进展：登记、查看、谁还没报、发表收表",
            "进展：登记（一条 add，逐项 fill）、查看、谁还没报、有什么疑点、发表收表。",
            {
                "template": "progress_template",
                "collect": "progress_collect",
                "add": "progress_add",
                "fill": "progress_fill",
                "withdraw": "progress_withdraw",
                "log": "progress",
                "missing": "progress",
                "doubts": "progress_doubts",
            },
        ),
        "problem": Many(
            "问题：发现、交办、解决、反馈、销号",
            "问题的闭环：发现、交办（协调）、解决、反馈、销号。",
            dict.fromkeys(("raise", "assign", "resolve", "feedback", "close", "reject", "advance"), "problem_steps")
            | {"withdraw": "problem_steps", "list": "problem", "show": "problem"},
        ),
        "notice": Many(
            "督办单：清单、签发、打印、登记回复",
            "督办单：清单、签发、打印、登记回复。只写 dcgd notice 就是清单，什么也不签发。",
            {"list": "notice", "issue": "notice_issue", "print": "notice"}
            | dict.fromkeys(("deliver", "reply", "accept", "return", "withdraw"), "notice_steps"),
            default="list",
            moved={
                "DB-": "print",
                "--dry-run": "issue",
                "--level": "issue",
                "--template": "issue",
                "--replied": "reply",
            },
        ),
        "papers": Many(
            "公文：一个月的通报、督办单、函、台账；登记簿",
            "一个月的公文：dcgd papers 种类… --period 2025-09 -o 文件夹（种类和选项见 dcgd papers make --help）；"
            "只写 dcgd papers 是登记簿的清单。",
            {"make": "papers_make"} | dict.fromkeys(("list", "withdraw"), "papers_register"),
            default="list",
            means=dict.fromkeys(
                (
                    *(
                        "bulletin",
                        "notice",
                        "reminder",
                        "brief",
                        "ledger",
                        "problems",
                        "form",
                        "plan",
                        "appraisal",
                        "minutes",
                    ),
                    *(
                        "通报",
                        "督办单",
                        "提醒函",
                        "领导专报",
                        "工作台账",
                        "销号台账",
                        "填报表",
                        "目标任务分解表",
                        "考核结果",
                        "议定事项督办表",
                    ),
                    *("-o", "--output", "--issue", "--preview", "--pdf", "--date", "--templates", "--scores"),
                ),
                "make",
            ),
        ),
        "validate": One("校验登记册，一次报告全部问题", "validate"),
    },
    "查": {
        "targets": One("列出目标，连同判定", "targets"),
        "history": One("逐月的灯色", "history"),
        "log": One("一件事的一生：谁、哪一天、写在哪一行", "log"),
        "units": One("责任单位和各自的任务", "units"),
        "people": One("人员：分管、责任、联系，各自的任务", "people"),
        "scorecard": One("考核：各单位得分和名次", "scorecard"),
        "sql": One("用 SQL 查询（只读）", "sql"),
        "mcp": One("给智能助手答问（MCP），只读", "mcp"),
    },
    "办": {
        "add": Many(
            "增加任务、目标、成果、单位、人员，不必写 YAML",
            "增加任务、目标、成果、单位、人员，不必写 YAML：在终端里一项一项地问，在脚本里用选项。",
            {
                "task": "add_task",
                "target": "add_item",
                "milestone": "add_item",
                "unit": "add_unit",
                "person": "add_person",
            },
        ),
        "plan": Many(
            "年度计划：责任人、联系人和每季的节点，发表收表",
            "年度计划：谁负责、找谁联系、每季到哪一步；发表、收表、看还缺谁的。只写 dcgd plan 就是这个季度的节点。",
            {"list": "plan_list", "template": "plan_template", "collect": "plan_collect", "missing": "plan"},
            default="list",
        ),
        "request": Many(
            "申请：延期、调整，连同决定",
            "申请延期或调整，连同决定。只写 dcgd request 就是清单。",
            dict.fromkeys(("ask", "decide", "withdraw", "list"), "request"),
            default="list",
        ),
        "set": One("经批准调整目标：记一条调整，不改原值", "adjust"),
        "unit": Many(
            "单位：改名、加别名、写简称和分管、删去",
            "单位：改名、加别名、写简称和分管、删去。增加的命令是 add unit。",
            dict.fromkeys(("set", "rename", "alias", "remove"), "unit"),
            moved={"add": "add unit"},
        ),
    },
    "印": {
        "summary": One("总体情况的 Markdown", "summary"),
        "export": Many(
            "导出：台账、通报、网页、日历、数据表",
            "导出：台账、通报、网页、日历、数据表、模板。",
            dict.fromkeys(("xlsx", "docx", "ics"), "export_papers")
            | dict.fromkeys(("csv", "parquet", "json"), "export_tables")
            | {"html": "html", "lake": "export_lake", "sqlite": "database", "template": "export_papers"},
        ),
        "serve": One("在本机看网页，登记册一改就刷新；--desk 在网页上办事", "serve"),
    },
    "守": {
        "verify": One("登记册与官方文本逐字核对", "verify"),
        "seal": Many(
            "封存一个月，连同存档和摘要；封存过的清单",
            "封存一个月：dcgd seal 2025-09；只写 dcgd seal 是封存过的清单。",
            {"month": "seal", "list": "seal"},
            default="list",
            means={"--reason": "month"},
            unnamed="month",
        ),
        "diff": One("两个版本之间改了什么：按含义，不按行", "diff"),
        "trace": One("上级的承诺下级有没有承接：足额、偏低、偏软、偏晚", "trace"),
        "explain": One("说明校验的一个代码：意思、例子、改法", "explain"),
        "schema": One("JSON Schema，供编辑器和 CI 使用", "schema"),
    },
    "立": {
        "import": One("从官方文件起草登记册，或照新文件更新", "importing"),
        "review": One("核对导入的草稿：认可、改正、删去、拆开", "review"),
        "init": One("新建一个登记册", "init"),
        "cache": Many("缓存的索引：查看、清除", "缓存的索引：查看、清除。", dict.fromkeys(("info", "clear"), "cache")),
    },
}
"""All commands as the help groups them; the first group is what a bare `dcgd` shows."""
COMMANDS = {name: entry for commands in GROUPS.values() for name, entry in commands.items()}
