"""What this office says to others, in Vietnamese whatever language the person here reads."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

import workflow
from workflow.model.messages import Message


def in_vietnamese(said: Message) -> str:
    """A sentence of the program as it goes into a receipt, and into the journal."""
    return said.text(_catalogue().gettext)


@cache
def _catalogue() -> gettext.NullTranslations:
    place = Path(workflow.__file__).parent / "locale"
    return gettext.translation("vanban", place, languages=["vi"], fallback=True)
