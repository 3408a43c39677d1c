"""The desk tried as a hostile user would: other sites, other users of the computer, nonsense, floods, live text."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dcgd.cli.desk import bodies
from dcgd.cli.desk.bodies import MOST_FORM
from dcgd.cli.desk.deeds import DEEDS
from dcgd.cli.serving import HOST
from desks import FORM, Client, Opened, Reply

ADD = "do/progress/add"
GIVEN = {"item": "5-1", "value": "14", "day": "2025-10-31"}
FOREIGN = ("https://evil.example", "http://127.0.0.1:9", "http://localhost", "null", "")


def texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


@pytest.fixture(autouse=True)
def unwritten(data: Path) -> Iterator[None]:
    """Whatever is tried here, nothing is written."""
    before = texts(data)
    yield
    assert texts(data) == before


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/assets/app.js", "/signature", "/desk/", "/desk/" + ADD, "/desk/done/x"]
)
def test_without_being_let_in_nothing_is_to_be_seen(opened: Opened, path: str) -> None:
    reply = Client(opened.port).ask("GET", path)
    assert reply.status == 403
    assert "要从终端里" in reply.text
    assert Client(opened.port).ask("GET", path, Cookie=f"dcgd-{opened.port}=x; dcgd=y").status == 403


def test_an_address_lets_in_one_browser_once(opened: Opened) -> None:
    address = opened.addresses[0].partition(str(opened.port))[2]
    assert Client(opened.port).ask("GET", address[:-1] + "_").status == 403
    assert Client(opened.port).ask("GET", address).status == 303
    assert Client(opened.port).ask("GET", address).status == 403
    assert len(set(opened.addresses)) == 2, "a new one is shown for the next browser"


def test_who_is_in_may_open_the_old_address_again(desk: Client, opened: Opened) -> None:
    address = opened.addresses[0].partition(str(opened.port))[2]
    reply = desk.ask("GET", address, Cookie=desk.cookie)
    assert (reply.status, reply.headers["Location"]) == (303, "/desk/")
    assert "Set-Cookie" not in reply.headers


def test_what_a_browser_keeps_is_kept_from_scripts_and_other_sites(opened: Opened) -> None:
    reply = Client(opened.port).ask("GET", opened.addresses[-1].partition(str(opened.port))[2])
    marks = reply.headers["Set-Cookie"].split("; ")[1:]
    assert marks == ["Path=/", "HttpOnly", "SameSite=Strict"]
    assert reply.headers["Set-Cookie"].startswith(f"dcgd-{opened.port}=")


def test_who_has_left_is_not_known_any_more(desk: Client) -> None:
    assert desk.send("leave").status == 200
    assert desk.get("").status == 403
    assert desk.send(ADD, GIVEN).status == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{0}", "[::1]:{0}", ""]
)
def test_under_another_name_nothing_is_answered(desk: Client, host: str) -> None:
    named = host.format(desk.port)
    assert desk.ask("GET", "/desk/", Cookie=desk.cookie, Host=named).status == 403
    assert desk.send(ADD, GIVEN, Host=named).status == 403


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_form_from_elsewhere_is_refused(desk: Client, origin: str) -> None:
    assert desk.send(ADD, GIVEN, Origin=origin).status == 403
    assert desk.send("confirm", {"work": "x"}, Origin=origin).status == 403
    assert desk.send("leave", Origin=origin).status == 403
    assert desk.get("").status == 200


def test_a_form_that_does_not_say_where_it_is_from_is_refused(desk: Client) -> None:
    body = urlencode({"form_token": desk.token, **GIVEN})
    assert desk.ask("POST", f"/desk/{ADD}", body, Cookie=desk.cookie, Content_Type=FORM).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_that_the_browser_says_is_from_elsewhere_is_refused(desk: Client, site: str) -> None:
    assert desk.send(ADD, GIVEN, Sec_Fetch_Site=site).status == 403


@pytest.mark.parametrize("mode", ["cors", "no-cors", "same-origin", "websocket"])
def test_no_script_reads_the_desk_or_sends_its_forms(desk: Client, mode: str) -> None:
    for path in ("/desk/", f"/desk/{ADD}", "/desk/file/1/2"):
        assert desk.ask("GET", path, Cookie=desk.cookie, Sec_Fetch_Mode=mode).status == 403
    assert desk.send(ADD, GIVEN, Sec_Fetch_Mode=mode, Sec_Fetch_Site="same-origin").status == 403
    assert desk.send(ADD, GIVEN, Sec_Fetch_Mode="navigate", Sec_Fetch_Site="same-origin").status == 200
    assert desk.ask("GET", "/desk/desk.css", Cookie=desk.cookie, Sec_Fetch_Mode="no-cors").status == 200


def test_nobody_s_telephone_stands_on_a_page(desk: Client) -> None:
    paths = [
        "",
        "month?period=2025-10",
        "month?unit=区水利局&period=2025-10",
        "problems",
        "notices",
        "requests",
        "review",
    ]
    for path in (*paths, *(f"do/{deed}" for deed in DEEDS)):
        page = desk.get(path)
        assert page.status == 200
        assert "0000-00000" not in page.body
        assert "@example.com" not in page.body


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_form_without_the_token_of_its_page_is_refused(desk: Client, token: str) -> None:
    preview = desk.send(ADD, GIVEN)
    assert desk.send(ADD, {**GIVEN, "form_token": token}).status == 403
    assert desk.send("confirm", {"work": preview.value("work"), "form_token": token}).status == 403


def test_the_token_of_another_browser_is_worth_nothing(desk: Client, opened: Opened) -> None:
    other = Client(opened.port).enter(opened.addresses[-1])
    assert desk.send(ADD, {**GIVEN, "form_token": other.token}).status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "HEAD", "PATCH"])
def test_there_are_no_other_methods(desk: Client, method: str) -> None:
    reply = desk.ask(method, f"/desk/{ADD}", Cookie=desk.cookie, Origin=desk.origin)
    assert reply.status in (405, 501)
    assert "Access-Control-Allow-Origin" not in reply.headers


def test_a_deed_is_not_done_by_looking(desk: Client) -> None:
    assert desk.get(f"confirm?work={desk.send(ADD, GIVEN).value('work')}").status == 404


@pytest.mark.parametrize(
    "path",
    ["do/../../etc/passwd", "do/serve", "do/import", "do/cache/clear", "do/", "..", "%2e%2e/", "done/../confirm", "x",
     "file/1/2", "do/progress", "do/progress/add/x", "templates/form.html.j2"],
)  # fmt: skip
def test_there_are_no_other_pages_and_no_other_deeds(desk: Client, path: str) -> None:
    assert desk.get(path).status in (404, 410)
    assert desk.send(path, GIVEN).status == 404


def test_every_answer_is_closed_and_kept_by_nobody(desk: Client) -> None:
    for reply in (desk.get(""), desk.get(ADD), desk.get("x"), desk.send(ADD, GIVEN), desk.get("desk.css")):
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "script-src" not in (policy := reply.headers["Content-Security-Policy"])
        assert policy.startswith("default-src 'none'; ")
        assert "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("said", "status"),
    [("Content-Length: 999999999", 413), ("Content-Length: -1", 411), ("Content-Length: 1e3", 411), ("X: y", 411),
     ("Content-Length: 2\r\nContent-Length: 3", 411),
     ("Content-Length: 2\r\nTransfer-Encoding: chunked", 411), ("Content-Length: " + "9" * 400, 411)],
)  # fmt: skip
def test_a_body_says_how_long_it_is_and_is_not_too_long(desk: Client, said: str, status: int) -> None:
    assert f" {status} " in raw(desk, said + f"\r\nContent-Type: {FORM}", b"").splitlines()[0]


def test_a_body_that_dawdles_is_not_waited_for(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.2)
    answer = raw(desk, f"Content-Length: 100\r\nContent-Type: {FORM}", b"form_token=")
    assert " 408 " in answer.splitlines()[0]
    assert desk.get("").status == 200


def test_a_form_of_more_than_a_megabyte_is_refused_and_one_of_less_told_off(desk: Client) -> None:
    assert desk.send(ADD, {**GIVEN, "note": "长" * 30_000}).status == 422
    for path in ("do/problem/raise", "confirm", "month", "review", "leave"):  # where no files are sent
        assert desk.send(path, {"note": "x" * MOST_FORM}).status == 413


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"form_token=x", 415),
        ("application/json", b"{}", 415),
        ("", b"form_token=x", 415),
        (FORM, b"\xff\xfe=1", 400),
        (FORM, b"note=%ff%fe", 400),
        (FORM, b"a&b;c", 400),
        (FORM, b"&".join(b"a=1" for _ in range(6000)), 400),
        ("multipart/form-data", b"", 415),
        ("multipart/form-data; boundary=x", b"", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nnothing\r\n--x--", 400),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--", 400),
        ("multipart/form-data; boundary=" + "x" * 300, b"", 415),
    ],
)
def test_what_is_no_form_is_refused(desk: Client, kind: str, body: bytes, status: int) -> None:
    reply = desk.ask("POST", f"/desk/{ADD}", body, Cookie=desk.cookie, Origin=desk.origin, Content_Type=kind)
    assert reply.status == status


@pytest.mark.parametrize("text", ["a\0b", "a\x1b[31mb", "a\u202eb", "a\u200bb", "a\x07"])
def test_what_cannot_be_seen_is_not_taken(desk: Client, text: str) -> None:
    assert desk.send(ADD, {**GIVEN, "note": text}).status == 422


LIVE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{% raw %}&lt;"


def test_whatever_is_filled_in_stays_text(desk: Client) -> None:
    fields = dict.fromkeys(("item", "value", "percent", "day", "by", "checkpoint", "note", "difficulty"), LIVE)
    refused = desk.send(ADD, fields)
    preview = desk.send(ADD, {**GIVEN, "note": LIVE, "difficulty": LIVE, "next_step": LIVE, "filled_by": LIVE})
    prefilled = desk.get(f"{ADD}?{urlencode({'item': LIVE})}")
    for reply in (refused, preview, prefilled):
        assert_dead(reply)
        assert "{{7*7}}" in reply.text or "7*7" in reply.body
    assert (refused.status, preview.status) == (422, 200)


def assert_dead(reply: Reply) -> None:
    assert not re.search(r"<(script|img)|on\w+=alert", re.sub(r"&[#\w]+;[^<]*", "", reply.body))
    assert "49" not in reply.text.replace("2025", "")


def test_an_address_cannot_add_a_header(desk: Client) -> None:
    for path in ("/desk/done/x%0d%0aSet-Cookie:%20a=b", "/desk/open?key=x%0d%0aX:%20y", "/desk%0d%0aX: y"):
        reply = desk.ask("GET", path.replace(" ", "%20"), Cookie=desk.cookie)
        assert not {"X", "Set-Cookie"} & set(reply.headers)


def test_two_desks_of_one_computer_do_not_know_each_others_browsers(desk: Client, tmp_path: Path, data: Path) -> None:
    from desks import opened_desk

    with opened_desk(data) as other:
        assert Client(other.port).ask("GET", "/desk/", Cookie=desk.cookie).status == 403
        renamed = desk.cookie.replace(str(desk.port), str(other.port))
        assert Client(other.port).ask("GET", "/desk/", Cookie=renamed).status == 403


def raw(desk: Client, headers: str, body: bytes) -> str:
    """What comes back for a form with these very headers."""
    head = (
        f"POST /desk/{ADD} HTTP/1.1\r\nHost: {HOST}:{desk.port}\r\nCookie: {desk.cookie}\r\nOrigin: {desk.origin}\r\n"
    )
    with closing(socket.create_connection((HOST, desk.port), timeout=60)) as client:
        client.sendall(f"{head}{headers}\r\n\r\n".encode() + body)
        with client.makefile("rb") as answer:
            return answer.read().decode("utf-8", "replace")
