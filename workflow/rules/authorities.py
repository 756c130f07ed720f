"""By what authority a document is signed: T/M, K/T, … and who may stand below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from workflow.model.vietnamese import matching_key, squeeze

_FORM_AND_BODY = re.compile(r"^(?P<form>[^\s.]*\.|\S+)\s*(?P<body>.*)$")
_OPENS = re.compile(r"(T/M|K/T|T/L|TM\.|KT\.|TL\.|TUQ\.|Q\.)\s*\w")
_NO_LETTERS = re.compile(r"[\W_]")


class Standing(StrEnum):
    """How the authority and the title of a signature stand to what the rule set lists."""

    LISTED = "listed"
    TITLE_NOT_LISTED = "title-not-listed"  # such as PHÓ BÍ THƯ THƯỜNG TRỰC
    BODY_NOT_LISTED = "body-not-listed"  # such as K/T BAN THƯỜNG VỤ
    MISSPELT = "misspelt"  # such as TM BAN THƯỜNG VỤ
    OTHER_FAMILY = "other-family"  # such as TM. in a Party document
    UNKNOWN = "unknown"  # no form of authority at all
    NOT_BELOW_IT = "not-below-it"  # a second form where the first takes none, such as T/M and K/T


@dataclass(frozen=True)
class Signers:
    """Under which bodies which titles may stand, as patterns: * for any words, {body} the body."""

    bodies: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Authority:
    """One form of authority.

    Attributes:
        id: the same in all rule sets, such as `on-behalf`.
        form: what is printed, such as T/M; "" where the title stands alone.
        place: `before` the body, or `between` two titles (kiêm).
        below: ids of the forms that may stand on a second line under it, such as KT. under TM.
    """

    id: str
    form: str
    place: str
    signers: tuple[Signers, ...]
    below: tuple[str, ...] = ()

    def listed_titles(self, body: str) -> tuple[str, ...]:
        """The titles that may stand below a body; none when the body is not listed."""
        return tuple(
            title.replace("{body}", body)
            for signers in self.signers
            if _any_fits(body, signers.bodies)
            for title in signers.titles
        )

    @property
    def listed_bodies(self) -> tuple[str, ...]:
        return tuple(body for signers in self.signers for body in signers.bodies)


@dataclass(frozen=True)
class Judgement:
    """What was found of an authority and title, and what the rule set lists in its place."""

    standing: Standing
    found: str
    expected: tuple[str, ...] = ()


Authorities = Mapping[str, Authority]


def judge(authority: str, title: str, own: Authorities, others: Authorities) -> Judgement:
    """How a signature's authority line and title stand to the forms a rule set lists.

    HD05 II.I.7.1; HD36 II.1.7.1; NĐ30 PL I II.7. Capitals and the place of a tone mark do not
    count; an empty `title` is a signature without a line for it.

    Parameters:
        others: the forms of the other family, to call TM. in a Party document by its name.
    """
    form, body, title = _read(squeeze(authority), squeeze(title), (*own.values(), *others.values()))
    known = {each.form: each for each in own.values()}
    if form in known:
        return _listed(known[form], body, title)
    if foreign := next((each for each in others.values() if each.form == form), None):
        right = (f"{own[foreign.id].form} {body}",) if foreign.id in own else ()
        return Judgement(Standing.OTHER_FAMILY, f"{form} {body}", right)
    for spelling in known:
        if spelling and _letters(spelling) == _letters(form):
            return Judgement(Standing.MISSPELT, f"{form} {body}", (f"{spelling} {body}",))
    return Judgement(Standing.UNKNOWN, authority, tuple(filter(None, known)))


def judge_both(
    authority: str, second: str, title: str, own: Authorities, others: Authorities
) -> Judgement:
    """As `judge`, of a signature with two lines of authority: TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH."""
    form, body, _ = _read(squeeze(authority), squeeze(second), (*own.values(), *others.values()))
    first = next((each for each in own.values() if each.form == form and form), None)
    if first is None:
        return judge(authority, title, own, others)
    if not first.listed_titles(body):
        return Judgement(Standing.BODY_NOT_LISTED, body, first.listed_bodies)
    judged = judge(second, title, own, others)
    if judged.standing in (Standing.MISSPELT, Standing.OTHER_FAMILY, Standing.UNKNOWN):
        return judged
    allowed = tuple(own[id].form for id in first.below)
    if _form_and_body(squeeze(second))[0] not in allowed:
        return Judgement(Standing.NOT_BELOW_IT, squeeze(second), allowed)
    return judged


def opens_with_authority(text: str) -> bool:
    """Whether a line begins with a form of authority of either family."""
    return bool(_OPENS.match(text))


def read_authorities(data: Mapping[str, Any]) -> dict[str, Authority]:
    """The forms of authority of a rule set's data, `<heads>` replaced by each of its heads."""
    heads = data["bodies"]["heads"]
    return {
        id: Authority(
            id,
            entry["form"],
            entry["place"],
            tuple(
                Signers(_with_heads(each["bodies"], heads), _with_heads(each["titles"], heads))
                for each in entry["signers"]
            ),
            tuple(entry.get("below", ())),
        )
        for id, entry in data["authorities"].items()
    }


def fits(text: str, pattern: str) -> bool:
    """Whether a name is one that a pattern such as `Tỉnh uỷ*` stands for."""
    return fnmatchcase(matching_key(text), matching_key(pattern))


def _read(authority: str, title: str, known: Iterable[Authority]) -> tuple[str, str, str]:
    """Form, body and title, wherever the drafter's two lines are broken."""
    forms = {each.form: each for each in known if each.form}
    words = f"{authority} {title}".split()
    for form in (f for f, each in forms.items() if each.place == "between"):
        if form in words[1:-1]:
            at = words.index(form)
            return form, " ".join(words[:at]), " ".join(words[at + 1 :])
    if not authority or not title:
        line = authority or title
        form, body = _form_and_body(line)
        # A line that stands alone is a title, unless it opens with a form (Q. TRƯỞNG BAN).
        return (form, body, "") if _letters(form) in map(_letters, forms) else ("", "", line)
    return *_form_and_body(authority), title


def _form_and_body(line: str) -> tuple[str, str]:
    parts = _FORM_AND_BODY.match(line)
    return (parts["form"], parts["body"]) if parts else ("", "")


def _listed(authority: Authority, body: str, title: str) -> Judgement:
    titles = authority.listed_titles(body)
    if not titles:
        return Judgement(Standing.BODY_NOT_LISTED, body, authority.listed_bodies)
    if not _any_fits(title, titles):
        return Judgement(Standing.TITLE_NOT_LISTED, title, tuple(filter(None, titles)))
    return Judgement(Standing.LISTED, title)


def _any_fits(text: str, patterns: Iterable[str]) -> bool:
    return any(fits(text, pattern) for pattern in patterns)


def _letters(form: str) -> str:
    return _NO_LETTERS.sub("", form).casefold()


def _with_heads(entries: Iterable[str], heads: Iterable[str]) -> tuple[str, ...]:
    heads = tuple(heads)
    return tuple(
        filled
        for entry in entries
        for filled in (
            [entry.replace("<heads>", head) for head in heads] if "<heads>" in entry else [entry]
        )
    )
