"""What an office without a network gets: for which systems, how it is installed, what is in it.

Downloading and freezing need a network and minutes: docs/install.md says how they were tried, and with what numbers.
"""

import ensurepip
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bundling import sbom, sums
from bundling.platforms import PLATFORMS, PYTHONS, of
from bundling.wheels import INSTALLER, installer, pins
from dcgd import __version__
from dcgd.cli.paper import extra
from dcgd.errors import WrongUse
from systems import posix

ENTRY = INSTALLER.parent / "entry.py"
OWN_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
CODE = """
import sys
def main():
    print("dcgd 9.9")
"""
DEAD = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_DEPS": "0"}


def wheel(folder: Path, name: str, version: str, files: Mapping[str, str] | None = None, said: str = "") -> Path:
    """A wheel of a package that nobody knows."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    contents = {
        **(files or {f"{name}.py": ""}),
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{said}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if name == "dcgd":
        contents[f"{info}/entry_points.txt"] = "[console_scripts]\ndcgd = dcgd_made_up:main\n"
    with zipfile.ZipFile(path, "w") as archive:
        for place, text in contents.items():
            archive.writestr(place, text)
        archive.writestr(f"{info}/RECORD", "".join(f"{place},,\n" for place in [*contents, f"{info}/RECORD"]))
    return path


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A wheelhouse as `tools/bundle.py` lays it out, with a program of three lines that needs one other wheel."""
    here = of(platform.system(), platform.machine())
    bundled = sorted((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
    if here is None or not bundled:
        pytest.skip("这台电脑不在打包的几种里，或它的 Python 不带 pip 的 wheel")
    folder = tmp_path / "离线 包"
    (folder / "wheels").mkdir(parents=True)
    shutil.copy(bundled[-1], folder / "wheels")
    wheel(folder / "wheels", "dcgd", "9.9", {"dcgd_made_up.py": CODE})
    wheel(folder / "wheels", "needed", "1.0")
    (folder / f"requirements-{OWN_PYTHON}.txt").write_text("needed==1.0\ndcgd==9.9\n", encoding="utf-8")
    for name, content in installer(here).items():
        (folder / name).write_bytes(content)
    about = {"version": "9.9", "platform": here.name, "system": here.system, "machines": list(here.machines)}
    (folder / "bundle.json").write_text(json.dumps({**about, "pythons": [OWN_PYTHON]}), encoding="utf-8")
    sums.write(folder)
    return folder


def install(house: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installer where no index answers."""
    command = [sys.executable, str(house / "install.py"), "--to", str(target)]
    everything = {**os.environ, **DEAD, "PYTHONUTF8": "1", **environment}
    return subprocess.run(command, env=everything, capture_output=True, encoding="utf-8", check=False)


def program(target: Path) -> Path:
    return target / ("Scripts/dcgd.exe" if sys.platform == "win32" else "bin/dcgd")


def change(house: Path, **about: Any) -> None:
    """Say something else of the bundle, with checksums that agree."""
    path = house / "bundle.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | about), encoding="utf-8")
    sums.write(house)


def test_it_installs_without_a_network_and_says_where(house: Path, tmp_path: Path) -> None:
    done = install(house, tmp_path / "装 这里")
    assert done.returncode == 0, done.stderr
    assert str(program(tmp_path / "装 这里")) in done.stdout
    said = subprocess.run([program(tmp_path / "装 这里")], capture_output=True, encoding="utf-8", check=True)
    assert said.stdout == "dcgd 9.9\n"


def test_a_later_version_takes_the_place_of_the_one_that_is_there(house: Path, tmp_path: Path) -> None:
    target = tmp_path / "to"
    assert install(house, target).returncode == 0
    (target / "old.txt").write_text("of the version before", encoding="utf-8")
    assert install(house, target).returncode == 0
    assert program(target).exists()
    assert not (target / "old.txt").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(house: Path, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "台账.xlsx").write_text("mine", encoding="utf-8")
    done = install(house, tmp_path / "to")
    assert (done.returncode, "里有别的东西" in done.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["台账.xlsx"]


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_bundle_that_is_not_as_it_was_packed_is_refused_by_the_name_of_the_file(
    house: Path, tmp_path: Path, how: str
) -> None:
    path = house / "wheels" / "needed-1.0-py3-none-any.whl"
    path.write_bytes(path.read_bytes() + b"x") if how == "changed" else path.unlink()
    done = install(house, tmp_path / "to")
    assert done.returncode == 2
    assert "wheels/needed-1.0-py3-none-any.whl" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"system": "Plan9"}, platform.system()),
        ({"machines": ["loongarch64"]}, platform.machine()),
        ({"pythons": ["3.99"]}, "Python 3.99"),
    ],
    ids=["system", "machine", "python"],
)
def test_what_is_for_another_computer_says_for_which(
    house: Path, tmp_path: Path, about: dict[str, Any], words: str
) -> None:
    change(house, **about)
    done = install(house, tmp_path / "to")
    assert (done.returncode, words in done.stderr) == (2, True)
    assert not (tmp_path / "to").exists()


def test_what_pip_cannot_install_is_told_and_not_called_installed(house: Path, tmp_path: Path) -> None:
    (house / f"requirements-{OWN_PYTHON}.txt").write_text("absent==1.0\n", encoding="utf-8")
    sums.write(house)
    done = install(house, tmp_path / "to")
    assert (done.returncode, done.stdout) == (2, "")
    assert "absent==1.0" in done.stderr


def test_a_console_without_chinese_is_no_reason_to_fail(house: Path, tmp_path: Path) -> None:
    done = install(house, tmp_path / "to", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr


@posix("install.sh 是给 Linux 的")
def test_the_starter_takes_a_python_that_is_there_and_says_so_where_there_is_none(house: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "dirname").symlink_to(str(shutil.which("dirname")))
    starter = ["/bin/sh", str(house / "install.sh"), "--to", str(tmp_path / "to")]
    alone = {"PATH": str(tools), "LC_ALL": "C.UTF-8"}
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")  # says of itself that it is too old
    old.chmod(0o755)
    none = subprocess.run(starter, env=alone, capture_output=True, encoding="utf-8", check=False)
    assert (none.returncode, "没有 Python 3.11 以上" in none.stderr) == (2, True)
    found = subprocess.run(
        starter, env={**alone, "DCGD_PYTHON": sys.executable}, capture_output=True, encoding="utf-8", check=False
    )
    assert found.returncode == 0, found.stderr


def test_what_starts_it_on_windows_is_plain_text_with_the_line_ends_of_windows() -> None:
    starter = installer(PLATFORMS["windows-x86_64"])["install.cmd"]
    assert starter.isascii()
    assert starter.count(b"\r\n") == starter.count(b"\n") > 5


def test_each_platform_takes_wheels_for_its_own_machine_and_no_newer_glibc() -> None:
    assert list(PLATFORMS) == ["linux-x86_64", "linux-aarch64", "windows-x86_64"]
    for name, tags in {one.name: one.tags for one in PLATFORMS.values()}.items():
        machine = name.partition("-")[2]
        assert all(tag.endswith("win_amd64" if name.startswith("windows") else machine) for tag in tags)
        newest = [int(tag.split("_")[2]) for tag in tags if tag.startswith("manylinux_2_")]
        assert not newest or max(newest) == 28
    assert OWN_PYTHON not in ("3.11", "3.12", "3.13") or OWN_PYTHON in PYTHONS


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("Linux", "x86_64", "linux-x86_64"),
        ("Linux", "aarch64", "linux-aarch64"),
        ("Windows", "AMD64", "windows-x86_64"),
        ("Linux", "loongarch64", None),
        ("Windows", "ARM64", None),
        ("Darwin", "arm64", None),
    ],
)
def test_a_computer_is_known_by_what_python_says_of_it(system: str, machine: str, name: str | None) -> None:
    found = of(system, machine)
    assert (found.name if found else None) == name


def test_pins_are_what_the_resolver_wrote_without_its_digests_and_the_program() -> None:
    resolved = "jinja2==3.1.6 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\npip==26.1 \\\n    --hash=sha256:22\n"
    assert pins(resolved, "dcgd-1.0.0-py3-none-any.whl") == "jinja2==3.1.6\npip==26.1\ndcgd==1.0.0\n"


def test_checksums_are_those_of_every_file_below_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name, content in {"b/一.txt": b"1", "a.txt": b"2"}.items():
        (tmp_path / name).write_bytes(content)
    sums.write(tmp_path)
    sums.write(tmp_path)
    one, two = (hashlib.sha256(content).hexdigest() for content in (b"1", b"2"))
    assert (tmp_path / "SHA256SUMS").read_bytes() == f"{two}  a.txt\n{one}  b/一.txt\n".encode()


def test_the_bill_names_each_wheel_with_version_licence_and_checksum(tmp_path: Path) -> None:
    paths = [
        wheel(tmp_path, "Some.Thing", "2.0", said="License-Expression: MIT"),
        wheel(tmp_path, "dcgd", "9.9"),
        wheel(tmp_path, "other", "1.0", said="License: BSD, three clauses\n  and more\n"),
        wheel(tmp_path, "third", "3.0", said="Classifier: License :: OSI Approved :: Apache Software License"),
    ]
    bill = json.loads(sbom.bill(map(sbom.component, paths)))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "dcgd"
    found = {part["name"]: part for part in bill["components"]}
    assert {name: part["version"] for name, part in found.items()} == {
        "some-thing": "2.0", "other": "1.0", "third": "3.0",
    }  # fmt: skip
    assert found["some-thing"]["licenses"] == [{"expression": "MIT"}]
    assert found["other"]["licenses"] == [{"license": {"name": "BSD, three clauses"}}]
    assert found["third"]["licenses"] == [{"license": {"name": "Apache Software License"}}]
    digest = hashlib.sha256(paths[0].read_bytes()).hexdigest()
    assert found["some-thing"]["hashes"] == [{"alg": "SHA-256", "content": digest}]
    assert sbom.bill(map(sbom.component, reversed(paths))) == sbom.bill(map(sbom.component, paths))


def test_what_is_no_wheel_is_not_listed_as_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("x.py", "")
    with pytest.raises(ValueError, match="has 0 METADATA"):
        sbom.component(tmp_path / "x-1.0-py3-none-any.whl")


def entered(*words: str, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The frozen program's beginning, run by this Python."""
    code = (
        f"import runpy, sys\n{before}\nsys.argv[:] = [{str(ENTRY)!r}, *{list(words)!r}]\nrunpy.run_path({str(ENTRY)!r})"
    )
    everything = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=everything, capture_output=True, encoding="utf-8", check=False
    )


def test_the_frozen_program_is_dcgd() -> None:
    assert entered("--version").stdout == f"dcgd {__version__}\n"
    assert entered("no-such-command").returncode == 2


@pytest.mark.parametrize("flags", [["-P"], ["-I"], ["-B", "-S"]])
def test_the_frozen_program_is_a_python_for_the_processes_that_it_starts(flags: list[str]) -> None:
    done = entered(*flags, "-c", "import sys; print(sys.argv)", "800", "7")
    assert (done.returncode, done.stdout) == (0, "['-c', '800', '7']\n")


def test_other_programs_find_their_own_libraries_and_its_own_processes_theirs() -> None:
    said = "import os; print({name: os.environ.get(name) for name in ('LD_LIBRARY_PATH', '_PYI_PARENT_PROCESS_LEVEL')})"
    inside = {"LD_LIBRARY_PATH": "/opt/dcgd/_internal", "_PYI_PARENT_PROCESS_LEVEL": "1"}
    frozen = "sys._MEIPASS = '/opt/dcgd/_internal'; sys.platform = 'linux'"
    none = entered("-P", "-c", said, before=frozen, **inside)
    assert none.stdout == "{'LD_LIBRARY_PATH': None, '_PYI_PARENT_PROCESS_LEVEL': None}\n"
    own = entered("-P", "-c", said, before=frozen, **inside, LD_LIBRARY_PATH_ORIG="/usr/lib/mine")
    assert own.stdout == "{'LD_LIBRARY_PATH': '/usr/lib/mine', '_PYI_PARENT_PROCESS_LEVEL': None}\n"


def test_the_frozen_program_sends_nobody_to_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(WrongUse, match="这个免安装的包里没有") as told, extra("parquet", "Parquet"):
        raise ModuleNotFoundError(name="pyarrow")
    assert "pip" not in str(told.value)
