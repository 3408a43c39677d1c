"""Where indexes are kept: where the user or the system says, nowhere for who has no home."""

import sys
from pathlib import Path

import pytest

from dcgd.index.place import cache_folder
from systems import posix


def test_the_user_may_say_where_or_that_none_is_wanted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for wish in ("0", "off", "no", "false"):
        monkeypatch.setenv("DCGD_CACHE", wish)
        assert cache_folder() is None
    monkeypatch.setenv("DCGD_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"


def test_by_default_it_lies_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DCGD_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == tmp_path / "dcgd"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "dcgd", "as its specification says of a relative one"


@posix("there the folder of a profile is in a variable of its own")
@pytest.mark.parametrize("home", ["nobody", "absent", "relative", "a file", "below a file"])
def test_who_has_no_home_has_no_cache_and_gets_none_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str
) -> None:
    import pwd

    def unknown(_number: int) -> None:
        raise KeyError

    for name in ("DCGD_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    (tmp_path / "relative").mkdir()
    homes = {"absent": str(tmp_path / "absent"), "relative": "relative", "a file": str(tmp_path / "file")}
    if home == "nobody":
        monkeypatch.delenv("HOME")
        monkeypatch.setattr(pwd, "getpwuid", unknown)
    elif home in homes:
        monkeypatch.setenv("HOME", homes[home])
    else:
        monkeypatch.setenv("HOME", str(tmp_path / "file" / "below"))
    assert cache_folder() is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "relative"]
