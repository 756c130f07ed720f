"""True signatures and seals whose revision does more than the plan."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sign.hostile.base import Base, Hostile
from tests.sign.test_forged_revisions import MEDDLING, removes_a_page

# What the person before need not mind when the organ does it.
_FAIR = {
    "adds_an_unreachable_object", "changes_the_metadata", "changes_the_title", "renames_a_field",
    "adds_validation_data", "adds_a_trailer_entry",
}  # fmt: skip
KIND = "a signed revision that does more"


def files(base: Base) -> Iterator[Hostile]:
    for meddle, _ in MEDDLING:
        name = meddle.__name__
        # Only a document of several pages can lose one.
        document = base.other if meddle is removes_a_page else base.issued
        data = base.signed(meddle=meddle, content=document.content)
        yield Hostile(KIND, f"the person: {name}", data, beginning=True, fair=True)
        sealed = base.sealed(meddle=meddle, signed=document.signed)
        yield Hostile(KIND, f"the organ: {name}", sealed, fair=name in _FAIR)
