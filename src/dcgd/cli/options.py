"""The options that many commands share, each written once."""

from typing import Annotated

import typer

from dcgd.cli import choices, complete
from dcgd.model import Role, Status, What
from dcgd.publish.formats import LISTING, OBJECT, Format

Data = Annotated[
    list[str] | None,
    typer.Option(
        "--data",
        metavar="文件夹",
        help="登记册的文件夹，可以重复，也可以是一个装着许多登记册的文件夹",
        show_default=False,
    ),
]
Form = Annotated[
    Format | None,
    choices.option(
        "--format",
        "-f",
        words=LISTING,
        noun="格式",
        help="输出格式：table、tsv、plain、markdown、csv、json、yaml；缺省在终端是 table，在管道里是 tsv",
    ),
]
TextForm = Annotated[
    Format | None,
    choices.option("--format", "-f", words=OBJECT, noun="格式", help="text（缺省）、json 或 yaml"),
]
Units = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="单位",
        help="责任单位：名称、别名，或不带“区”的名称；可以重复",
        autocompletion=complete.units,
        show_default=False,
    ),
]
Sections = Annotated[
    list[str] | None,
    typer.Option(
        "--section",
        "-s",
        metavar="章节",
        help="章节：六、6、第六章，或标题里的词；可以重复",
        autocompletion=complete.sections,
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="日期", help="以哪一天为准，YYYY-MM-DD；缺省是今天（北京时间）", show_default=False
    ),
]
Statuses = Annotated[
    list[Status] | None,
    choices.option("--status", words=Status, noun="状态", help="只看这些状态：overdue 或 逾期 等；可以重复"),
]
Whats = Annotated[
    list[What] | None,
    choices.option("--item", words=What, noun="类别", help="只看 target 目标、milestone 成果或 task 任务；可以重复"),
]
Fail = Annotated[bool, typer.Option("--fail", help="有结果时退出码为 1，供定时任务和 CI 使用")]
RoleOf = Annotated[
    Role | None,
    choices.option("--role", words=Role, noun="角色", help="与 --unit 同用：lead 牵头，participant 参与"),
]
Search = Annotated[
    str, typer.Option("--search", metavar="词语", help="名称或原文里有这些词（空格隔开的都要有）", show_default=False)
]
Bom = Annotated[bool, typer.Option("--bom", help="CSV 开头加 BOM，好让 Excel、WPS 认出 UTF-8")]
