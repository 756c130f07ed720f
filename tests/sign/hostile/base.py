"""What every attack starts from, and how it is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from tests.sign import forge
from tests.sign.conftest import Issued


@dataclass(frozen=True)
class Hostile:
    """One hostile file.

    `kind` is its class of attack. `beginning`: it poses as a file that is signed but not sealed
    yet, so the rest of the plan may be missing. `fair`: only our plan forbids it; whoever signed
    last covers all of it, and what was done after others signed harms none of them.
    """

    kind: str
    name: str
    data: bytes
    beginning: bool = False
    fair: bool = False


@dataclass(frozen=True)
class Base:
    """The document under attack, and another one of the same office."""

    issued: Issued
    other: Issued

    @property
    def honest(self) -> Iterator[bytes]:
        """Bytes that are no attack where they are judged as what they are."""
        yield self.issued.issued

    @property
    def r0(self) -> bytes:
        return self.issued.content

    @property
    def r1(self) -> bytes:
        return self.issued.signed

    @property
    def r2(self) -> bytes:
        return self.issued.issued

    def signed(
        self,
        plan: forge.Plan = forge.PERSON,
        meddle: forge.Meddle = lambda _: None,
        make_cms: forge.MakeCms = forge.pades,
        content: bytes | None = None,
        kind: type[forge.Writer] = forge.PlainWriter,
    ) -> bytes:
        """R1, truly signed by the person."""
        issued, start = self.issued, content or self.r0
        return forge.append_by_hand(
            start, issued.person, plan, issued.moment, meddle, make_cms, kind
        )

    def sealed(
        self,
        plan: forge.Plan = forge.ORGAN,
        meddle: forge.Meddle = lambda _: None,
        make_cms: forge.MakeCms = forge.pades,
        signed: bytes | None = None,
        kind: type[forge.Writer] = forge.PlainWriter,
    ) -> bytes:
        """R2, truly sealed by the organ."""
        issued, start = self.issued, signed or self.r1
        return forge.append_by_hand(
            start, issued.organ, plan, issued.moment, meddle, make_cms, kind
        )

    def updated(self, meddle: forge.Meddle, data: bytes | None = None) -> bytes:
        """One more revision that nobody signed."""
        writer = forge.PlainWriter(io.BytesIO(data or self.r2))
        meddle(writer)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()
