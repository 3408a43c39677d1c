"""What shells tell of a line, and what they are told (see test_completion.py for real ones)."""

from dcgd.cli.shells import whole_word


def test_of_the_pieces_that_bash_tells_a_word_is_made() -> None:
    assert whole_word(["show", "13-1", "@"], "北") == (["show"], "13-1@北", "13-1")
    assert whole_word(["show", "区", ":", "13-1"], "@") == (["show"], "区:13-1@", "区:13-1")
    assert whole_word(["show", "区", ":"], "1") == (["show"], "区:1", "区:")
    assert whole_word(["show"], "13-1") == (["show"], "13-1", "")
