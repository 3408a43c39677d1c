"""Requests at the desk: from whom, from where, how much; only then what they ask for."""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from dcgd.cli.desk import bodies, guard, routes
from dcgd.cli.desk.guard import Guard, Visitor
from dcgd.cli.desk.pages import BASE, POLICY, Answer, plain, redirect
from dcgd.cli.desk.running import ONE_AT_A_TIME
from dcgd.cli.desk.state import Desk
from dcgd.cli.serving import Handler, sentence

_TO_ENTER = "要从终端里 dcgd serve --desk 给出的地址进来；那个地址只能用一次，用过以后终端里另有一个。"


class DeskHandler(Handler):
    """Answers only browsers that were let in, also about the page that leaders read; takes forms only of its own."""

    desk: Desk
    guard: Guard
    _is_read = True
    """Whether nothing of the request is left on the connection."""

    def do_GET(self) -> None:  # noqa: N802
        """A page."""
        host = guard.own_host(self.headers.get("Host", ""), self._port)
        if not host:
            self._say(plain(HTTPStatus.FORBIDDEN, "只在本机可看"))
            return
        path, query = self._asked()
        if path == f"{BASE}open":
            self._say(self._opened(next(iter(query.get("key", ())), "")))
            return
        visitor = self._visitor()
        if visitor is None:
            self._say(plain(HTTPStatus.FORBIDDEN, _TO_ENTER))
        elif path == BASE.rstrip("/"):
            self._say(redirect(""))
        elif path.startswith(BASE) and not guard.is_walked_to(self.headers.get("Sec-Fetch-Mode"), path):
            self._say(plain(HTTPStatus.FORBIDDEN, "办事台的页面只能打开来看"))
        elif path.startswith(BASE):
            self._say(_safely(lambda: routes.get(self.desk, visitor, path.removeprefix(BASE), query)))
        else:
            with ONE_AT_A_TIME:
                super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        """A form."""
        self._is_read = False
        try:
            answer = self._taken()
        except bodies.BadBody as error:
            too_much = (
                f"；一次至多 {bodies.MOST_UPLOAD >> 20} MB"
                if error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                else ""
            )
            answer = plain(HTTPStatus(error.status), f"这样的表单不受理{too_much}")
        if not self._is_read:
            self.close_connection = True
            bodies.discard(self.connection, self.rfile, self._length)
        self._say(answer)

    def _taken(self) -> Answer:
        host = guard.own_host(self.headers.get("Host", ""), self._port)
        if not host:
            return plain(HTTPStatus.FORBIDDEN, "只在本机可看")
        visitor = self._visitor()
        if visitor is None:
            return plain(HTTPStatus.FORBIDDEN, _TO_ENTER)
        if not guard.is_walked_to(self.headers.get("Sec-Fetch-Mode")) or not guard.is_from_here(
            self.headers.get("Origin"), self.headers.get("Sec-Fetch-Site"), host
        ):
            return plain(HTTPStatus.FORBIDDEN, "表单不是从这里的页面发出的，不受理")
        path = self._asked()[0].removeprefix(BASE)
        most = bodies.MOST_UPLOAD if routes.takes_files(path) else bodies.MOST_FORM
        length = bodies.length_of(self._length, self.headers.get("Transfer-Encoding"), most)
        body = bodies.read_body(self.connection, self.rfile, length)
        self._is_read = True
        form = bodies.form_of(self.headers.get("Content-Type", ""), body)
        if not guard.is_own_form(visitor, form.text("form_token")):
            return plain(HTTPStatus.FORBIDDEN, "表单不是这次打开的页面里的；刷新那一页再填")
        if path == "leave":
            self.guard.send_off(visitor)
            return plain(HTTPStatus.OK, "已经离开。再来要用终端里的新地址。")
        return _safely(lambda: routes.post(self.desk, visitor, path, form))

    def _opened(self, key: str) -> Answer:
        visitor = self.guard.let_in(key)
        if visitor is None:
            return redirect("") if self._visitor() else plain(HTTPStatus.FORBIDDEN, _TO_ENTER)
        cookie = f"{self._cookie_name}={visitor.cookie}; Path=/; HttpOnly; SameSite=Strict"
        return redirect("", {"Set-Cookie": cookie})

    def _visitor(self) -> Visitor | None:
        return self.guard.known(self.headers.get("Cookie", ""), self._cookie_name)

    def _asked(self) -> tuple[str, Mapping[str, list[str]]]:
        path, _, query = self.path.partition("#")[0].partition("?")
        try:
            return path, parse_qs(query, errors="strict", max_num_fields=100)
        except ValueError:
            return path, {}

    @property
    def _length(self) -> str:
        return ",".join(self.headers.get_all("Content-Length", ()))  # said twice it is no number

    @property
    def _port(self) -> int:
        return int(self.connection.getsockname()[1])

    @property
    def _cookie_name(self) -> str:
        return f"dcgd-{self._port}"  # browsers do not tell ports apart: two desks would take each other's

    def _say(self, answer: Answer) -> None:
        usual: dict[str, Any] = {
            "Content_Security_Policy": POLICY,
            "Referrer_Policy": "same-origin",  # with no-referrer browsers hide the origin of forms
            "Cross_Origin_Resource_Policy": "same-origin",
            "Cross_Origin_Opener_Policy": "same-origin",
        }
        headers = {re.sub("-", "_", name): value for name, value in answer.headers.items()}
        self._answer(answer.status, answer.kind, answer.body, **usual, **headers)


def _safely(answer: Callable[[], Answer]) -> Answer:
    """An answer, made while nothing else runs; why there is none, where something is wrong."""
    try:
        with ONE_AT_A_TIME:
            return answer()
    except Exception as error:  # whoever sits at the desk sees why
        return plain(HTTPStatus.INTERNAL_SERVER_ERROR, f"没有办成：{sentence(error)}")
