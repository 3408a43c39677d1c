"""Which page answers which address of the desk."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from dcgd.cli.desk import collecting, doing, home, journals, month, reviewing
from dcgd.cli.desk.bodies import Form
from dcgd.cli.desk.deeds import DEEDS
from dcgd.cli.desk.forms import Given
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.journals import JOURNALS
from dcgd.cli.desk.pages import Answer, plain, style
from dcgd.cli.desk.state import Desk


def get(desk: Desk, visitor: Visitor, path: str, query: Mapping[str, Sequence[str]]) -> Answer:
    """The page at a path below the desk."""
    room, _, rest = path.partition("/")
    if path in JOURNALS:
        return journals.show(desk, visitor, path)
    match room:
        case "":
            return home.show(desk, visitor)
        case "desk.css":
            return style()
        case "month":
            return month.show(desk, visitor, Given(query))
        case "collect":
            return collecting.show(desk, visitor, Given(query))
        case "review":
            return reviewing.show(desk, visitor)
        case "do":
            return doing.show_form(desk, visitor, rest, query)
        case "again":
            return doing.again(desk, visitor, rest)
        case "done":
            return doing.done(desk, visitor, rest)
        case "file":
            return doing.file(desk, visitor, rest)
    return plain(HTTPStatus.NOT_FOUND, "没有这一页")


def post(desk: Desk, visitor: Visitor, path: str, form: Form) -> Answer:
    """What comes of a form that was sent to a path below the desk."""
    room, _, rest = path.partition("/")
    match room:
        case "month":
            return month.take(desk, visitor, form)
        case "collect":
            return collecting.take(desk, visitor, form)
        case "review":
            return reviewing.take(desk, visitor, form)
        case "do":
            return doing.take_form(desk, visitor, rest, form)
        case "confirm":
            return doing.confirm(desk, visitor, form)
    return plain(HTTPStatus.NOT_FOUND, "没有这一页")


def takes_files(path: str) -> bool:
    """Whether files may be sent to a path."""
    deed = DEEDS.get(path.removeprefix("do/"))
    return path == "collect" or bool(deed and (deed.takes or deed.keeps))
