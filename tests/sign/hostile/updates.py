"""Revisions that nobody signed, appended to the issued and to the signed file."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sign.hostile.base import Base, Hostile
from tests.sign.test_appended import (
    UPDATES,
    nothing,
    takes_the_form_away,
    takes_the_seal_away,
)
from tests.sign.test_forged_revisions import (
    adds_an_unreachable_object,
    adds_validation_data,
    changes_the_metadata,
    removes_a_page,
)

_ADDING = {adds_validation_data}  # any tool may, without a signature
_HARMLESS = {*_ADDING, nothing, adds_an_unreachable_object, changes_the_metadata}
KIND = "an unsigned update"


def files(base: Base) -> Iterator[Hostile]:
    for meddle in UPDATES:
        name = meddle.__name__
        # Only a document of several pages can lose one.
        document = base.other if meddle is removes_a_page else base.issued
        whole, data = document.issued, document.signed
        late = base.updated(meddle, whole)
        yield Hostile(KIND, f"{name} after R2", late, fair=meddle in _ADDING)
        if meddle is takes_the_seal_away:
            continue
        early = base.updated(meddle, data)
        yield Hostile(KIND, f"{name} after R1", early, beginning=True, fair=meddle in _ADDING)
        if meddle is not takes_the_form_away:  # without it there is no field to seal
            between = base.sealed(signed=early)
            yield Hostile(KIND, f"{name} between R1 and R2", between, fair=meddle in _HARMLESS)
