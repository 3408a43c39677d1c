"""Two desks and commands at once over one registry: nothing is lost, nothing is written twice."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desks import Client, yaml_of

ROUNDS = 3
ADD = "progress/add"


@contextmanager
def desk_process(data: Path) -> Iterator[Client]:
    """A browser at a desk of its own process."""
    program = [sys.executable, "-m", "dcgd", "serve", "--desk", "-p", "0", "--data", str(data)]
    with subprocess.Popen(program, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        address = next(line.strip() for line in process.stderr if "http://" in line)
        try:
            yield Client(int(address.split(":")[2].partition("/")[0])).enter(address)
        finally:
            process.terminate()


def insisting(desk: Client, name: str) -> None:
    """Record reports at a desk, each confirmed anew as often as others come first."""
    for number in range(ROUNDS):
        fields = {
            "item": "9-2",
            "note": f"{name}第{number}次",
            "value": "20",
            "day": "2025-11-30",
            "yes": "1",
            "correct": "1",
        }
        shown = desk.send(f"do/{ADD}", fields)
        for _ in range(50):
            assert shown.status == 200, shown.text
            reply = desk.send("confirm", {"work": shown.value("work")})
            if reply.status == 303:
                assert "写好了" in desk.get(reply.headers["Location"].removeprefix("/desk/")).text
                break
            assert "没有写入：登记册在您看过以后变了" in reply.text
            shown = reply
        else:
            raise AssertionError(f"{name} never came to write")


def commands(data: Path, name: str) -> None:
    for number in range(ROUNDS):
        words = ["progress", "add", "9-2", "--value", "20", "--date", "2025-11-30", "--yes", "--correct"]
        program = [sys.executable, "-m", "dcgd", *words, "--note", f"{name}第{number}次", "--data", str(data)]
        subprocess.run(program, check=True, capture_output=True)


def test_two_desks_and_a_command_lose_nothing(example: Path) -> None:
    failures: list[BaseException] = []

    def tried(*work: object) -> None:
        try:
            work[0](*work[1:])  # type: ignore[operator]
        except BaseException as failure:
            failures.append(failure)

    with ExitStack() as held:
        desks = [held.enter_context(desk_process(example)) for _ in range(2)]
        works = [(insisting, desk, f"台{number}") for number, desk in enumerate(desks)]
        threads = [threading.Thread(target=tried, args=work) for work in (*works, (commands, example, "令"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    written = yaml_of(example)["progress/2025-11.yaml"]
    expected = [f"{name}第{number}次" for name in ("台0", "台1", "令") for number in range(ROUNDS)]
    assert {note: written.count(note) for note in expected} == dict.fromkeys(expected, 1)


def test_a_confirmation_that_is_pressed_many_times_at_once_is_one(example: Path) -> None:
    with desk_process(example) as desk:
        given = {"item": "9-2", "note": "只一次", "value": "27", "day": "2025-11-30", "correct": "1"}
        shown = desk.send(f"do/{ADD}", given)
        key = shown.value("work")
        threads = [threading.Thread(target=desk.send, args=("confirm", {"work": key})) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert yaml_of(example)["progress/2025-11.yaml"].count("只一次") == 1
