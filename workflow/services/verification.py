"""Verify: from the file and a trust anchor alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from workflow.model.errors import NotFound, StorageError
from workflow.model.verification import Report
from workflow.sign.trust import read_anchors
from workflow.sign.validate import verify


def verify_file(file: Path, trust: Path, now: datetime | None = None) -> Report:
    """What a file's signatures are worth, judged by the trust anchors at `trust`.

    Raises:
        NotFound, StorageError: there is no such file, or it cannot be read.
        NoTrustAnchor: `trust` holds no certificate.
    """
    anchors = read_anchors(trust)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise NotFound(file=file) from None
    except OSError as error:
        raise StorageError(place=file, reason=error.strerror) from None
    return verify(data, anchors, file.name, now)
