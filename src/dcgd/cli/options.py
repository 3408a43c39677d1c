"""The options that many commands share, each written once, and the groups in which commands take them.

A command has a group as one parameter (`basis: Basis`), or a part of one (`Annotated[Selection, offering("unit")]`); on
the command line each option of it stands by itself (see `commands.command`). Named tuples, not dataclasses: making one
takes an eighth of the time, and every command makes them.
"""

from datetime import date
from typing import Annotated, Any, NamedTuple

import typer

from dcgd.cli import choices, complete
from dcgd.cli.clock import Known, parse_day, parse_known, today
from dcgd.cli.commands import offering
from dcgd.index.closed import Unasked
from dcgd.publish.tabular.formats import LISTING, OBJECT, Format, Header
from dcgd.words import ITEMS, Duty, Light, Role, Status, What


def on_day(name: str, help: str) -> Any:  # noqa: A002
    """An option that takes a date."""

    def parse(typed: str) -> date:
        return parse_day(typed, name)

    return typer.Option(name, metavar="日期", help=help, parser=parse, show_default=False)


def coming_day(name: str, help: str) -> Any:  # noqa: A002
    """An option that takes a day to come, as text: `clock.parse_coming` reads it once it is known from which day on."""
    return typer.Option(name, metavar="日期", help=help, show_default=False)


Data = Annotated[
    list[str] | None,
    typer.Option(
        "--data",
        metavar="文件夹",
        help="登记册的文件夹，可以重复，也可以是一个装着许多登记册的文件夹",
        show_default=False,
    ),
]
Fail = Annotated[bool, typer.Option("--fail", help="有结果时退出码为 1，供定时任务和 CI 使用")]
TextForm = Annotated[
    Format | None,
    choices.option("--format", "-f", words=OBJECT, noun="格式", help="{words}；缺省是 text"),
]


class Basis(NamedTuple):
    """What an answer is based on: which registries, as of which day, as known on which day."""

    as_of: Annotated[
        date | None, on_day("--as-of", "以哪一天为准，如 2025-09-30、9月底、三季度末；缺省是今天（北京时间）")
    ] = None
    known_on: Annotated[
        Known | None,
        typer.Option(
            "--known-on",
            metavar="日期|月份",
            help="只算到这一天登记的，后来补登、更正、撤回的不算；没有 --as-of 时也以它为准；封存过的月份读当时的存档",
            parser=parse_known,
            show_default=False,
        ),
    ] = None
    data: Data = None

    @property
    def day(self) -> date:
        """The day asked for, else the end of a sealed month, else, unasked, the day of knowing or today."""
        known = self.known_on
        return self.as_of or (known.day if known and known.period else Unasked.of(known.day if known else today()))

    @property
    def is_asked(self) -> bool:
        """Whether a day is asked for: then also those who need no verdicts show them."""
        return bool(self.as_of or self.known_on)


class Output(NamedTuple):
    """How rows are written out."""

    form: Annotated[
        Format | None,
        choices.option(
            "--format",
            "-f",
            words=LISTING,
            noun="格式",
            help="输出格式：{words}；缺省在终端是 table，在管道里是 tsv",
        ),
    ] = None
    bom: Annotated[bool, typer.Option("--bom", help="CSV 开头加 BOM，好让 Excel、WPS 认出 UTF-8")] = False
    header: Annotated[
        Header | None,
        choices.option(
            "--header",
            words=Header,
            noun="表头",
            help="表头：{words}；缺省：列表的 csv、加 --bom 的是中文，tsv 和数据表是代码",
        ),
    ] = None
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="文件",
            help="写到文件；.xlsx 是工作簿，编号 5-1 在里面还是 5-1",
            show_default=False,
        ),
    ] = None
    force: Annotated[bool, typer.Option("--force", help="文件已经有了也覆盖")] = False


class Selection(NamedTuple):
    """What a listing is narrowed to; nothing means everything. No command offers all of it."""

    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            "-u",
            metavar="单位",
            help="责任单位：名称、别名，或不带“区”的名称；可以重复",
            autocompletion=complete.units,
            show_default=False,
        ),
    ] = None
    role: Annotated[
        Role | None,
        choices.option("--role", words=Role, noun="角色", help="与 --unit 同用：{words}"),
    ] = None
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section",
            "-s",
            metavar="章节",
            help="章节：六、6、第六章，或标题里的词；可以重复",
            autocompletion=complete.sections,
            show_default=False,
        ),
    ] = None
    status: Annotated[
        list[Status] | None,
        choices.option(
            "--status",
            words=Status,
            noun="状态",
            help="只看这些状态：{words}；可以重复",
            elsewhere={"--light": Light},
        ),
    ] = None
    light: Annotated[
        list[Light] | None,
        choices.option(
            "--light",
            words=Light,
            noun="灯色",
            help="只看这些灯色：{words}；可以重复",
            elsewhere={"--status": Status},
        ),
    ] = None
    search: Annotated[
        str,
        typer.Option(
            "--search", metavar="词语", help="名称、原文或人员里有这些词（空格隔开的都要有）", show_default=False
        ),
    ] = ""
    person: Annotated[
        list[str] | None,
        typer.Option(
            "--person",
            metavar="姓名",
            help="分管领导、责任人或联系人；可以重复",
            autocompletion=complete.people,
            show_default=False,
        ),
    ] = None
    duty: Annotated[
        Duty | None,
        choices.option(
            "--duty", words=Duty, noun="职责", help="与 --person 同用：leader 分管，owner 责任，contact 联系"
        ),
    ] = None
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group",
            metavar="类别",
            help="单位的类别，如 镇街、政府部门；可以重复",
            autocompletion=complete.groups,
            show_default=False,
        ),
    ] = None
    only: Annotated[
        list[What] | None,
        choices.option("--item", words=ITEMS, noun="类别", help="只看 {words}；可以重复"),
    ] = None

    @property
    def words(self) -> str:
        """What it is narrowed to, in words: `单位区水利局，章节三、四`; empty where it is everything."""
        wanted = (
            ("单位", self.unit), ("角色", self.role and [self.role.chinese]), ("类别", self.group),
            ("人员", self.person), ("职责", self.duty and [self.duty.chinese]), ("章节", self.section),
            ("状态", [status.chinese for status in self.status or ()]), ("灯色", self.light),
            ("词语", [self.search] if self.search else ()), ("种类", [what.chinese for what in self.only or ()]),
        )  # fmt: skip
        return "，".join(f"{name}{'、'.join(words)}" for name, words in wanted if words)

    @property
    def judges(self) -> bool:
        """Whether it takes verdicts to know what is meant."""
        return bool(self.status or self.light)

    def keeps(self, status: Status, light: Light) -> bool:
        """Whether what stands so is among what is meant."""
        return (not self.status or status in self.status) and (not self.light or light in self.light)


ByUnit = Annotated[Selection, offering("unit", "group")]
_OF_TASKS = ("unit", "role", "group", "person", "duty", "section", "status", "light", "search")
ByTask = Annotated[Selection, offering(*_OF_TASKS)]
"""What every listing of tasks, and of what belongs to them, can be narrowed to."""
ByItem = Annotated[Selection, offering(*_OF_TASKS, "only")]
"""The same where the kinds of items may be told apart."""
