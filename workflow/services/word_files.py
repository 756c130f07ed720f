"""Word files as they are given to a command."""

from __future__ import annotations

from pathlib import Path

from workflow.model.errors import NotFound, WordFileBroken
from workflow.model.messages import N_, message
from workflow.render.word_changes import accept_changes
from workflow.render.word_package import MOST_BYTES, check_package


def read_word_file(source: Path, *, accept: bool) -> bytes:
    """The bytes of a Word file that was looked at as a whole.

    Parameters:
        accept: with its tracked changes accepted and without its comments.

    Raises:
        NotFound, WordFileBroken
        UnsupportedFeatures: it holds what no page can carry.
    """
    try:
        if source.stat().st_size > MOST_BYTES:
            reason = message(N_("it is larger than any document"))
            raise WordFileBroken(file=source.name, reason=reason)
        data = source.read_bytes()
    except FileNotFoundError:
        raise NotFound(file=source) from None
    except OSError as error:
        raise WordFileBroken(file=source.name, reason=error.strerror) from None
    check_package(data, source.name)
    return accept_changes(data, source.name) if accept else data
