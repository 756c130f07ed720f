"""Covers and receipts as JSON: the form of our own channels, read strictly.

Every field is there, none is unknown, every text is of its form; what is not so is refused with its
place, since it comes from outside.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar

from workflow.model.errors import MessageUnreadable
from workflow.model.exchange import Cover, Receipt
from workflow.model.messages import N_, message

FORM = "vanban/1"
"""What the field `form` says: whose form it is, and which version."""

Data = TypeVar("Data", Cover, Receipt)

_KINDS: dict[str, type[Cover] | type[Receipt]] = {"cover": Cover, "receipt": Receipt}


def write_message(content: Cover | Receipt) -> bytes:
    """A cover or a receipt as indented JSON, UTF-8."""
    kind = next(name for name, each in _KINDS.items() if isinstance(content, each))
    told = {"form": FORM, kind: _plain(content)}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def read_message(data: bytes) -> Cover | Receipt:
    """
    Raises:
        MessageUnreadable: it is no cover or receipt of our form; says what is wrong with it.
    """
    try:
        told = json.loads(data, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _unreadable("", message(N_("not JSON: {reason}"), reason=error)) from None
    if not isinstance(told, dict) or told.get("form") != FORM or len(told) != 2:
        sentence = message(N_("it is no message of the form {form}"), form=FORM)
        raise _unreadable("form", sentence)
    (kind,) = (name for name in told if name != "form")
    if kind not in _KINDS:
        raise _unreadable(kind, message(N_("it is no message of the form {form}"), form=FORM))
    content = _value(told[kind], _KINDS[kind], kind)
    assert isinstance(content, Cover | Receipt)
    return content


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _value(told: Any, wanted: Any, place: str) -> Any:
    """What was told as the type that a field has."""
    if isinstance(wanted, types.UnionType):  # X | None
        (inner,) = (each for each in typing.get_args(wanted) if each is not type(None))
        return None if told is None else _value(told, inner, place)
    if typing.get_origin(wanted) is tuple:
        if not isinstance(told, list):
            raise _wrong(place)
        (inner, _) = typing.get_args(wanted)
        return tuple(_value(each, inner, f"{place}[{n}]") for n, each in enumerate(told))
    if dataclasses.is_dataclass(wanted):
        return _object(told, wanted, place)
    if wanted in (str, int, bool):
        if type(told) is not wanted:
            raise _wrong(place)
        return told
    try:
        if wanted is datetime:
            moment = datetime.fromisoformat(told)
            if moment.tzinfo is None:
                raise _wrong(place)
            return moment.astimezone(UTC)
        return date.fromisoformat(told) if wanted is date else wanted(told)
    except (TypeError, ValueError):
        raise _wrong(place) from None


def _object(told: Any, wanted: Any, place: str) -> Any:
    if not isinstance(told, dict):
        raise _wrong(place)
    fields = typing.get_type_hints(wanted)
    if lost := sorted(fields.keys() ^ told.keys()):
        sentence = message(N_("missing or not known: {names}"), names=", ".join(lost)[:200])
        raise _unreadable(place, sentence)
    return wanted(
        **{name: _value(told[name], kind, f"{place}.{name}") for name, kind in fields.items()}
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once each: a second one would hide the first."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _wrong(place: str) -> MessageUnreadable:
    return _unreadable(place, message(N_("it does not have the form that this field has")))


def _unreadable(place: str, sentence: Any) -> MessageUnreadable:
    return MessageUnreadable(place=place or "–", reason=sentence)
