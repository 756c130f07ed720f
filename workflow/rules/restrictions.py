"""What the marks on a document mean for sending it: how secret it is, how far it may go."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from workflow.model.vietnamese import matching_key


@dataclass(frozen=True)
class Restrictions:
    """What the marks of one document ask for.

    Attributes:
        secret: it never leaves by wire.
        internal: only to bodies of the house.
        returned: whoever has it gives it back.
        not_for: kinds of bodies that never get it.
    """

    secret: bool = False
    internal: bool = False
    returned: bool = False
    not_for: frozenset[str] = frozenset()


FREE = Restrictions()


@dataclass(frozen=True)
class RestrictionRules:
    """The data: words of secrecy, what each mark of circulation means, the kinds of the press and
    those of each family's house."""

    secrecy: tuple[str, ...]
    internal: frozenset[str]
    returned: frozenset[str]
    press: frozenset[str]
    house: Mapping[str, frozenset[str]]

    def of(self, secrecy: str, circulation: str, *, not_for_media: bool) -> Restrictions:
        """What a document's marks ask for. A mark of secrecy that is no known one is one all the
        same."""
        key = matching_key(circulation)
        return Restrictions(
            secret=bool(secrecy.strip()) or key in map(matching_key, self.secrecy),
            internal=key in self.internal,
            returned=key in self.returned,
            not_for=self.press if not_for_media else frozenset(),
        )


@cache
def restriction_rules() -> RestrictionRules:
    """The rules as they are shipped."""
    file = resources.files("workflow.rules") / "restrictions.toml"
    data = tomllib.loads(file.read_text("utf-8"))
    marks = data["circulation"]
    return RestrictionRules(
        secrecy=tuple(data["secrecy"]["words"]),
        internal=frozenset(matching_key(m) for m in marks if marks[m].get("internal")),
        returned=frozenset(matching_key(m) for m in marks if marks[m].get("returned")),
        press=frozenset(data["not_for_media"]["kinds"]),
        house={family: frozenset(kinds) for family, kinds in data["house"].items()},
    )
