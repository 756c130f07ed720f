"""What is installed to be found by a name: key sources and channels, ours and those of other
packages."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import EntryPoints, entry_points


def installed(group: str) -> EntryPoints:
    """The entry points of a group on the search path, not loaded yet."""
    return _on_path(group, tuple(sys.path))


@cache
def _on_path(group: str, _: tuple[str, ...]) -> EntryPoints:
    """To look reads a file of every package there, 2 ms, and each command asks several times."""
    return entry_points(group=group)
