"""An office at work: its settings, its memory, the person who acts, and the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from workflow.dispatch.channels import ChannelKind, channel_forms, channel_kind
from workflow.dispatch.directory import Directory, read_directory
from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim, Ledger
from workflow.ledger.store import Store
from workflow.model.document import Document
from workflow.model.errors import (
    JournalBroken,
    NoActingPerson,
    NoOffice,
    NoTerminal,
    Problem,
    SecretMissing,
    SettingsError,
    WrongRole,
)
from workflow.model.lifecycle import Act
from workflow.model.messages import N_, VIETNAM, Message, message
from workflow.model.office import ChannelSettings, Key, Office
from workflow.model.office_settings import read_office
from workflow.model.parties import ROLE_NAMES, Person, Role
from workflow.rules.rulesets import RuleSet, in_force
from workflow.sign.keys import key_forms

SETTINGS = "office.toml"
Clock = Callable[[], datetime]
Prompt = Callable[[Message], str | None]  # None: nobody is there to be asked


def utc_now() -> datetime:
    return datetime.now(UTC)


def no_prompt(question: Message) -> None:
    return None


@dataclass
class OpenOffice:
    """What every use case works with.

    `clock` gives UTC; `prompt` asks the person for a key's password or PIN. With `upgrade_later`
    they allow a lower level of signatures than the office wants, if timestamps or validation data
    cannot be had now; that is recorded.
    """

    directory: Path
    settings: Office
    clock: Clock = utc_now
    acting: Person | None = None
    prompt: Prompt = no_prompt
    environment: dict[str, str] = field(default_factory=dict)
    upgrade_later: bool = False

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.directory / self.settings.database)

    @cached_property
    def store(self) -> Store:
        return Store(self.directory / "signed" / "content")

    @cached_property
    def recipients(self) -> Directory:
        return read_directory(self.directory / "recipients")

    @cached_property
    def channel_kinds(self) -> dict[str, ChannelKind]:
        """The kind of each of the office's channels, by the channel's name.

        Raises:
            ChannelFailed: one is not installed any more.
        """
        return {name: channel_kind(each.kind) for name, each in self.settings.channels.items()}

    @property
    def person(self) -> Person:
        """
        Raises:
            NoActingPerson: nobody was named.
        """
        if self.acting is None:
            raise NoActingPerson(known=", ".join(self.settings.people))
        return self.acting

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.clock().astimezone(VIETNAM).date()

    @property
    def rules(self) -> RuleSet:
        """The rule set in force today for this kind of organ."""
        return in_force(self.settings.organ.family, self.today)

    def close(self) -> None:
        if "ledger" in self.__dict__:
            self.ledger.close()

    def require(self, role: Role) -> Person:
        """The acting person, who must have a role.

        Raises:
            WrongRole, NoActingPerson
        """
        if role not in self.person.roles:
            raise WrongRole(
                person=self.person, role=message(ROLE_NAMES[role]), people=self.people_with(role)
            )
        return self.person

    def people_with(self, role: Role) -> str:
        return ", ".join(f"{p.name} ({p.id})" for p in self.settings.people_with(role)) or "–"

    def record(
        self,
        document: str,
        version: int,
        entries: Sequence[Entry],
        *,
        claim: Claim | None = None,
        actor: Person | None = None,
    ) -> Document:
        """Write what the acting person did, and give back the document as it stands now."""
        self.ledger.record(
            document,
            version,
            entries,
            at=self.clock(),
            actor=(actor or self.person).id,
            claim=claim,
        )
        return self.ledger.find(document)

    def secret(self, key: Key | ChannelSettings, setting: str, question: Message) -> str:
        """A secret of a key or channel, from where one of its settings says.

        Parameters:
            question: what the person is asked, where it is typed.

        Raises:
            SecretMissing: it is not there, or nobody can be asked.
        """
        kind, _, place = str(key.settings[setting]).partition(":")
        if kind == "env":
            if place not in self.environment:
                raise SecretMissing(key=key.id, setting=setting, source=f"${place}")
            return self.environment[place]
        if kind == "file":
            try:
                return (self.directory / place).read_text("utf-8").rstrip("\n")
            except (OSError, UnicodeDecodeError):
                raise SecretMissing(key=key.id, setting=setting, source=place) from None
        typed = self.prompt(question)
        if typed is None:
            raise NoTerminal(key=key.id, setting=setting)
        return typed


def recorded(office: OpenOffice, document: Document, act: Act, fact: str) -> str:
    """What the journal says of a document's file, which the document's row must say too.

    Raises:
        JournalBroken: the row was changed behind the journal's back.
    """
    events = [
        event
        for event in office.ledger.events(document.id)
        # What came after the row was read is told as a concurrent change when it is recorded.
        if event.act is act and event.version <= document.version
    ]
    said = str(events[-1].data[fact]) if events else ""
    if not said or said != getattr(document, fact):
        sentence = message(N_("the database names another file than the journal"))
        raise JournalBroken(problems=[Problem(document.label, sentence)])
    return said


def open_office(
    directory: Path,
    person: str | None = None,
    *,
    clock: Clock = utc_now,
    prompt: Prompt = no_prompt,
    environment: dict[str, str] | None = None,
) -> OpenOffice:
    """The office in a directory.

    Raises:
        NoOffice: there is no office.toml.
        SettingsError: it has mistakes.
        UnknownPerson: `person` is not among its people.
    """
    file = directory / SETTINGS
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        raise NoOffice(directory=directory) from None
    except (OSError, UnicodeDecodeError) as error:
        sentence = message(N_("it cannot be read ({error})"), error=error)
        raise SettingsError(problems=[Problem(SETTINGS, sentence)]) from None
    settings = read_office(
        text,
        SETTINGS,
        key_forms(),
        lambda family: in_force(family, clock().date()).types,
        channel_forms(),
    )
    acting = settings.person(person) if person else None
    return OpenOffice(directory, settings, clock, acting, prompt, environment or {})
