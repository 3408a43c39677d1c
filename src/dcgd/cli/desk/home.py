"""The first page of the desk: all that can be done."""

from dcgd.cli.desk.deeds import GROUPS
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.journals import JOURNALS
from dcgd.cli.desk.pages import Answer, page
from dcgd.cli.desk.state import Desk


def show(desk: Desk, visitor: Visitor) -> Answer:
    """The page: what begins something; the steps that follow stand in the lists."""
    groups = {name: [deed for deed in deeds if not deed.follows] for name, deeds in GROUPS.items()}
    lists = {journal.title: path for path, journal in JOURNALS.items()}
    return page("home.html.j2", visitor, title="办事台", groups=groups, lists=lists, folder=str(desk.folder))
