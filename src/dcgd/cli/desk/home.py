"""The first page of the desk: what can be done."""

from dcgd.cli.desk.deeds import DEEDS
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.pages import Answer, page
from dcgd.cli.desk.state import Desk


def show(desk: Desk, visitor: Visitor) -> Answer:
    """The page."""
    return page("home.html.j2", visitor, title="办事台", deeds=DEEDS.values(), folder=str(desk.folder))
