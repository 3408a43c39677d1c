"""For which systems there are bundles, and what the tools call them."""

from dataclasses import dataclass

PYTHONS = ("3.11", "3.12", "3.13")
"""For which versions of Python a wheelhouse has wheels."""
EXTRAS = ("xlsx", "docx", "ics", "pdf")
"""What is in a bundle beside the core: every paper and the desk. Parquet is left out: it alone would double the size."""
_OLDEST_GLIBC = 28
"""glibc 2.28, that of UOS 20 and Kylin V10 SP1."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A system with its machines: `resolver` is its name for uv, `tags` those of the wheels that run on it."""

    name: str
    system: str
    machines: tuple[str, ...]
    resolver: str
    tags: tuple[str, ...]

    @property
    def archive(self) -> str:
        """The kind of archive that its people can open without another program."""
        return "zip" if self.system == "Windows" else "gztar"


def _linux(machine: str, *also: str) -> Platform:
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(_OLDEST_GLIBC, 16, -1)]
    tags += [f"manylinux2014_{machine}"]
    if machine == "x86_64":
        tags += [*(f"manylinux_2_{minor}_{machine}" for minor in range(16, 4, -1)), f"manylinux2010_{machine}"]
        tags += [f"manylinux1_{machine}"]
    resolver = f"{machine}-manylinux_2_{_OLDEST_GLIBC}"
    return Platform(f"linux-{machine}", "Linux", (machine, *also), resolver, (*tags, f"linux_{machine}"))


PLATFORMS = {
    platform.name: platform
    for platform in (
        _linux("x86_64", "amd64"),
        _linux("aarch64", "arm64"),
        Platform("windows-x86_64", "Windows", ("amd64", "x86_64"), "x86_64-pc-windows-msvc", ("win_amd64",)),
    )
}
"""LoongArch and Shenwei are not among them: pydantic-core has no wheels for them."""


def of(system: str, machine: str) -> Platform | None:
    """The platform of a system and a machine as Python names them (`Linux`, `x86_64`); None where there is none."""
    return next(
        (one for one in PLATFORMS.values() if one.system == system and machine.lower() in one.machines),
        None,
    )
