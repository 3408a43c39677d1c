"""Where `dcgd` runs as a process of its own, at a terminal of its own, without a new interpreter for each.

One process loads all that commands need and forks at each request; what loading itself does is shown elsewhere. Only
where the environment steers the interpreter (an encoding, a locale) does a test start a new one.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NoReturn

_LENGTH = 4
_STEERING = ("PYTHON", "LC_", "LANG")


def is_at_home(env: Mapping[str, str]) -> bool:
    """Whether a process with these variables besides is as one that is forked: none steers the interpreter."""
    return not any(name.startswith(_STEERING) for name in env)


class Child:
    """A process that was asked for."""

    def __init__(self, connection: socket.socket) -> None:
        self._answers = connection.makefile("r", encoding="ascii")
        self.pid = int(self._answers.readline())

    def wait(self) -> int:
        """Its exit code, as `subprocess` gives it."""
        with self._answers:
            return int(self._answers.readline())


def born(
    address: str, words: Sequence[str], descriptors: Sequence[int], env: Mapping[str, str], terminal: bool
) -> Child:
    """Have `dcgd` run with these words in this folder, with three files as stdin, stdout and stderr.

    `terminal`: the first of them is the terminal of its session.
    """
    request = {"words": list(words), "folder": os.getcwd(), "env": dict(env), "terminal": terminal}  # noqa: PTH109
    data = json.dumps(request).encode("ascii")
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        socket.send_fds(connection, [len(data).to_bytes(_LENGTH, "big")], list(descriptors))
        connection.sendall(data)
        return Child(connection)


def said(*words: str, **env: str) -> str:
    """What `dcgd` says on stdout with these words and these variables besides; it has to end well."""
    end, begin = os.pipe()
    with open(os.devnull, "rb") as nothing, open(end, encoding="utf-8") as out:  # noqa: PTH123
        child = born(address(), words, (nothing.fileno(), begin, 2), {**os.environ, **env}, terminal=False)
        os.close(begin)
        text = out.read()
    assert child.wait() == 0, text
    return text


def hand_over(address: str) -> NoReturn:
    """Have `dcgd` run in place of this program, with its words, its files and its environment."""
    sys.exit(born(address, sys.argv[1:], (0, 1, 2), os.environ, terminal=False).wait() & 0xFF)


@cache
def address() -> str:
    """Where children are asked for; the nursery lasts as long as this process."""
    import atexit
    import subprocess
    import tempfile

    folder = tempfile.TemporaryDirectory(prefix="dcgd-")
    path = f"{folder.name}/nursery"
    nursery = subprocess.Popen([sys.executable, __file__, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert nursery.stdin
    assert nursery.stdout

    def close() -> None:
        nursery.stdin.close()  # type: ignore[union-attr]
        nursery.stdout.close()  # type: ignore[union-attr]
        nursery.wait()
        folder.cleanup()

    atexit.register(close)
    assert nursery.stdout.readline() == b"ready\n"
    return path


def _keep(path: str) -> None:
    """Fork at each request until stdin ends."""
    import select
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
    from processes import loaded

    loaded()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(64)
        print("ready", flush=True)
        while sys.stdin not in (ready := select.select([listener, sys.stdin], [], [], 1)[0]):
            if ready:
                connection, _ = listener.accept()
                if os.fork() == 0:
                    listener.close()
                    _attend(connection)
                connection.close()
            _bury()


def _bury() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _attend(connection: socket.socket) -> NoReturn:
    """Fork the child that is asked for, tell its number and, when it has ended, its exit code."""
    head, descriptors, _flags, _address = socket.recv_fds(connection, _LENGTH, 3)
    length, data = int.from_bytes(head, "big"), b""
    while len(data) < length:
        data += connection.recv(length - len(data))
    process = os.fork()
    if process == 0:
        connection.close()
        _live(json.loads(data), descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    connection.sendall(b"%d\n" % process)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    connection.sendall(b"%d\n" % code)
    os._exit(0)


def _live(request: dict[str, Any], descriptors: list[int]) -> NoReturn:
    """Be `dcgd` with all that was asked for."""
    import fcntl
    import termios

    from dcgd.cli.front import main

    code = 70
    try:
        os.setsid()
        if request["terminal"]:
            fcntl.ioctl(descriptors[0], termios.TIOCSCTTY, 0)
        for place, descriptor in enumerate(descriptors):
            os.dup2(descriptor, place)
        os.closerange(3, 100)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["env"])
        sys.argv = ["dcgd", *request["words"]]
        sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
        at_a_terminal = os.isatty(1)
        sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
        sys.stdout.reconfigure(line_buffering=at_a_terminal)
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        sys.stderr.reconfigure(line_buffering=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    _keep(sys.argv[1])
