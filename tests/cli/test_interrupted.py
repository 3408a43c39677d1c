"""A Ctrl-C that a library wraps into an error of its own is a Ctrl-C all the same."""

import pytest
from pydantic_core import SchemaError

from dcgd.cli.console import INTERRUPTED, OWN_FAULT
from dcgd.cli.failures import explain


def test_a_ctrl_c_while_validators_are_built_is_no_fault_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    wrapped = "Error building \"dataclass-args\" validator:\n  SchemaError: Field 'weight':\n  KeyboardInterrupt: "
    assert explain(SchemaError(wrapped)) == INTERRUPTED
    assert capsys.readouterr().err == ""
    assert explain(SchemaError("Field 'weight': no such type")) == OWN_FAULT
    assert "程序出错" in capsys.readouterr().err
