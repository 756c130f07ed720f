"""Hostile files, made anew each time from an issued document and its keys.

Each module makes one family of attacks; `all_files` makes them all, as distinct bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import import_module

from tests.sign.hostile.base import Base, Hostile

FAMILIES = (
    "flips", "updates", "insiders", "shadows", "wrapping", "splices", "annotations",
    "catalogs", "containers", "evidence", "endings", "tables", "fields", "wrappers",
)  # fmt: skip


def all_files(base: Base) -> Iterator[Hostile]:
    """Every hostile file once, by its bytes."""
    seen = {hashlib.sha256(data).digest() for data in base.honest}
    for family in FAMILIES:
        for hostile in import_module(f"tests.sign.hostile.{family}").files(base):
            digest = hashlib.sha256(hostile.data).digest()
            if digest not in seen:
                seen.add(digest)
                yield hostile
