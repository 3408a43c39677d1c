"""What fuzzing has found stays found: each file here is a case of the target its name begins with."""

import time
from pathlib import Path

import pytest

import fuzz

HERE = Path(__file__).resolve().parent
CASES = sorted(path for path in HERE.iterdir() if path.name.partition("-")[0] in fuzz.TARGETS)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_found_case_is_refused_or_read(case: Path) -> None:
    begun = time.process_time()
    fuzz.TARGETS[case.name.partition("-")[0]](case.read_bytes())
    assert time.process_time() - begun < fuzz.SECONDS


@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_where_fuzzing_begins_is_no_failure(target: str) -> None:
    corpus = fuzz.corpus(target)
    assert corpus
    for data in corpus[:: max(1, len(corpus) // 25)]:
        fuzz.TARGETS[target](data)
