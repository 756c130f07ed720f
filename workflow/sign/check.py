"""What a check of revisions gathers: the facts it needs, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.model.messages import Message, message


@dataclass
class Check:
    """What a file's revisions are; `problems` is empty when they follow the plan.

    `ends` are the ends in bytes of what signatures and timestamps cover, in their order;
    `evidence_ends` those of the revisions of evidence.
    """

    data: bytes = b""
    revisions: int = 0
    ends: list[int] = field(default_factory=list)
    evidence_ends: list[int] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)

    def refuse(self, template: str, **facts: object) -> None:
        problem = message(template, **facts)
        if problem not in self.problems:
            self.problems.append(problem)
