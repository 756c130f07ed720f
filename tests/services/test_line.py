"""The whole line, stage by stage."""

from __future__ import annotations

import pytest

from tests.conftest import CLERK, As, Line
from workflow.model.lifecycle import State


@pytest.mark.slow
def test_each_revision_begins_with_the_one_before(line: Line, acting: As) -> None:
    document = line.distributed()
    store = acting(CLERK).store
    content, signed, issued = (
        store.get(name) for name in (document.content, document.signed, document.issued)
    )
    assert document.state is State.DISTRIBUTED
    assert signed.startswith(content)
    assert issued.startswith(signed)
