"""A wheelhouse: the program's own wheel, pip, and the wheels of all that it needs, for one platform."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bundling import sbom, sums
from bundling.platforms import EXTRAS, PYTHONS, Platform

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = Path(__file__).resolve().parent / "installer"
SHARED = (ROOT / "LICENSE", ROOT / "CHANGELOG.md")


def version() -> str:
    """The version of the program in this checkout."""
    scope: dict[str, str] = {}
    exec((ROOT / "src" / "dcgd" / "__init__.py").read_text(encoding="utf-8"), scope)
    return scope["__version__"]


def own_wheel(folder: Path) -> Path:
    """Build the program's wheel into a folder."""
    run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)])
    [wheel] = folder.glob("dcgd-*.whl")
    return wheel


def wheelhouse(platform: Platform, folder: Path, wheel: Path) -> Path:
    """Make the wheelhouse of a platform with its installer, checksums and bill of materials; returns its folder.

    Needs uv, pip and a network. What is needed is worked out for the platform, not for the computer at hand: pip
    itself would take the markers of the computer at hand.
    """
    house = fresh(folder / f"dcgd-{version()}-offline-{platform.name}")
    wheels = house / "wheels"
    wheels.mkdir()
    shutil.copy(wheel, wheels)
    for python in PYTHONS:
        wanted = _resolved(platform, python, house / f"requirements-{python}.txt")
        _downloaded(platform, python, wanted, wheels)
        wanted.write_text(pins(wanted.read_text(encoding="utf-8"), wheel.name), encoding="utf-8", newline="\n")
    for name, content in installer(platform).items():
        (house / name).write_bytes(content)
    about = {
        "version": version(),
        "platform": platform.name,
        "system": platform.system,
        "machines": platform.machines,
        "pythons": PYTHONS,
        "extras": EXTRAS,
    }
    (house / "bundle.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    completed(house, sbom.bill(map(sbom.component, wheels.glob("*.whl"))))
    return house


def installer(platform: Platform) -> dict[str, bytes]:
    """The files of a platform's installer by their names: the one in Python, and what starts it there."""
    program = (INSTALLER / "install.py").read_bytes()
    if platform.system == "Windows":
        lines = (INSTALLER / "install.cmd").read_bytes().splitlines()
        return {"install.py": program, "install.cmd": b"".join(line + b"\r\n" for line in lines)}
    return {"install.py": program, "install.sh": (INSTALLER / "install.sh").read_bytes()}


def completed(folder: Path, bill: str) -> None:
    """Add to a bundle what all have: licence, changes, how to install, the made-up district, the bill, checksums."""
    for path in SHARED:
        shutil.copy(path, folder)
    shutil.copy(ROOT / "docs" / "install.md", folder / "安装说明.md")
    shutil.copytree(ROOT / "examples" / "yunxi-2025", folder / "样例" / "yunxi-2025")
    (folder / sbom.NAME).write_text(bill, encoding="utf-8", newline="\n")
    sums.write(folder)


def fresh(folder: Path) -> Path:
    """An empty folder of that name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _resolved(platform: Platform, python: str, out: Path) -> Path:
    """What the program needs there, each pinned with its digests."""
    extras = [word for extra in EXTRAS for word in ("--extra", extra)]
    options = ["--python-platform", platform.resolver, "--python-version", python, "--only-binary", ":all:"]
    command = [*_uv(), "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--generate-hashes", *options]
    run([*command, *extras, str(ROOT / "pyproject.toml"), "-", "-o", str(out)], said="pip\n")
    return out


def _uv() -> list[str]:
    found = shutil.which("uv")
    return [found] if found else [sys.executable, "-m", "uv"]


def _downloaded(platform: Platform, python: str, wanted: Path, wheels: Path) -> None:
    tags = [word for tag in platform.tags for word in ("--platform", tag)]
    abis = [word for abi in (f"cp{python.replace('.', '')}", "abi3", "none") for word in ("--abi", abi)]
    options = ["--python-version", python, "--implementation", "cp", "--only-binary", ":all:", "--require-hashes"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *options, *tags, *abis]
    run([*command, "-r", str(wanted), "-d", str(wheels)])


def pins(resolved: str, wheel: str) -> str:
    """What the resolver wrote, without its digests, and the program's own wheel, as the installer takes them.

    The installer compares all files with the checksums of the bundle.
    """
    others = [line.split()[0] for line in resolved.splitlines() if re.match(r"[\w.-]+==", line)]
    return "".join(f"{pin}\n" for pin in [*others, f"dcgd=={wheel.split('-')[1]}"])


def run(command: Sequence[str], said: str | None = None) -> None:
    """Run a program; raises CalledProcessError where it fails."""
    subprocess.run(command, input=said, text=True, check=True)
