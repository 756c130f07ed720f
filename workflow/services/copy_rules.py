"""What a certified copy must be before it is made: a way that the rule set knows, pages that fit
its form, and a signer with authority."""

from __future__ import annotations

from workflow.model.copies import MEDIUM_NAMES, CopyOrder
from workflow.model.document import Draft, SignatureBlock
from workflow.model.errors import CopyNotKnown, DraftError, Problem
from workflow.model.messages import N_, Message, message
from workflow.rules.authorities import Standing
from workflow.rules.rulesets import CopyForm, RuleSet

_EXTRACT = "trich-sao"


def check_copy(rules: RuleSet, draft: Draft) -> None:
    """
    Raises:
        CopyNotKnown: the rule set does not know the form of copy from this to that.
        DraftError: pages or signature block are not right.
    """
    form, order = rules.copies[draft.type], draft.copy_of
    assert order is not None
    check_way(rules, form, order)
    problems = []
    if form.id == _EXTRACT and not order.pages:
        problems.append(message(N_("an extract names its pages (--pages)")))
    if form.id != _EXTRACT and order.pages:
        problems.append(message(N_("only an extract (trich-sao) leaves pages out")))
    problems += _judged(rules, draft.signature)
    if problems:
        raise DraftError(problems=[Problem(form.id, sentence) for sentence in problems])


def check_way(rules: RuleSet, form: CopyForm, order: CopyOrder) -> None:
    """
    Raises:
        CopyNotKnown
    """
    if order.way not in form.ways:
        raise CopyNotKnown(
            rules=rules.title,
            form=form.title.lower(),
            original=message(MEDIUM_NAMES[order.original]),
            medium=message(MEDIUM_NAMES[order.medium]),
            known=", ".join(way.replace("-", " → ") for way in form.ways),
        )


def _judged(rules: RuleSet, block: SignatureBlock) -> list[Message]:
    """By what authority a copy is signed must be one of the forms that the rule set lists."""
    judgement = rules.judge_authority(block.authority, block.title)
    if judgement.standing in (Standing.LISTED, Standing.TITLE_NOT_LISTED):
        return []
    return [
        message(
            N_("“{found}” is no form of authority that {rules} lists; it lists: {expected}"),
            found=judgement.found or "–",
            rules=rules.title,
            expected=", ".join(judgement.expected) or "–",
        )
    ]
