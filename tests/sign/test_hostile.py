"""Hundreds of hostile files by generator: none is accepted; honest files are never refused.

`scripts/hostile_table.py` prints how many of each class there are.
"""

from __future__ import annotations

import pytest

from tests.sign.conftest import Issued, sentences
from tests.sign.hostile import all_files
from tests.sign.hostile.base import Base, Hostile
from workflow.model.verification import Indication, PolicyName, Verdict

pytestmark = pytest.mark.slow

_SHARDS = 8
_SAMPLE = 12  # one in so many is judged in `make test`


@pytest.fixture(scope="module")
def base(short: Issued, issued: Issued) -> Base:
    return Base(short, issued)


@pytest.fixture(scope="module")
def hostile(base: Base) -> list[Hostile]:
    return list(all_files(base))


def accepted(base: Base, files: list[Hostile]) -> list[str]:
    """The hostile files that the strict policy calls anything but invalid, without a sentence."""
    found = []
    for file in files:
        report = base.issued.verified(file.data, complete=not file.beginning)
        if report.verdict is not Verdict.INVALID or not sentences(report):
            found.append(f"{file.kind}: {file.name}: {report.verdict}")
    return found


def believed(base: Base, files: list[Hostile]) -> list[str]:
    """The hostile files that the foreign policy calls valid though no tool may make them."""
    found = []
    for file in files:
        report = base.issued.verified(file.data, policy=PolicyName.FOREIGN)
        if report.verdict is Verdict.VALID and not file.fair:
            found.append(f"{file.kind}: {file.name}")
        assert (report.verdict is Verdict.VALID) == (report.indication is Indication.PASSED)
    return found


def test_there_are_hundreds_of_distinct_files_of_many_classes(hostile: list[Hostile]) -> None:
    assert len({file.data for file in hostile}) == len(hostile) >= 600
    assert len({file.kind for file in hostile}) >= 25


@pytest.mark.thorough
def test_no_file_of_a_sample_is_accepted(base: Base, hostile: list[Hostile]) -> None:
    assert accepted(base, hostile[::_SAMPLE]) == []


@pytest.mark.thorough
def test_no_file_of_a_sample_is_believed(base: Base, hostile: list[Hostile]) -> None:
    assert believed(base, hostile[_SAMPLE // 2 :: _SAMPLE]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("shard", range(_SHARDS))
def test_no_file_is_accepted(base: Base, hostile: list[Hostile], shard: int) -> None:
    assert accepted(base, hostile[shard::_SHARDS]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("shard", range(_SHARDS))
def test_no_file_is_believed(base: Base, hostile: list[Hostile], shard: int) -> None:
    assert believed(base, hostile[shard::_SHARDS]) == []


# -- honest files ------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", PolicyName)
def test_no_honest_file_is_refused(base: Base, policy: PolicyName) -> None:
    for document in (base.issued, base.other):
        whole = document.verified(document.issued, policy=policy)
        assert (whole.verdict, whole.indication) == (Verdict.VALID, Indication.PASSED)
        signed = document.verified(document.signed, policy=policy, complete=False)
        assert (signed.verdict, signed.indication) == (Verdict.VALID, Indication.PASSED)


@pytest.mark.parametrize("policy", PolicyName)
def test_what_the_attacks_are_made_with_is_honest_without_the_attack(
    base: Base, policy: PolicyName
) -> None:
    """Else they would be refused for how they are made."""
    made = base.sealed(signed=base.signed())
    assert sentences(base.issued.verified(made)) == []
    assert base.issued.verified(made, policy=policy).verdict is Verdict.VALID
