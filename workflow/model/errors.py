"""Everything that can go wrong, as one tree: each class has sentence, remedy and exit code.

`docs/exit-codes.md` is made from this file.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from workflow.model.messages import N_, Message, Translate, untranslated


@dataclass(frozen=True)
class Problem:
    """One of several mistakes found together: where it is and what it is."""

    place: str
    message: Message

    def text(self, translate: Translate = untranslated) -> str:
        sentence = self.message.text(translate)
        return f"{self.place}: {sentence}" if self.place else sentence


class VanbanError(Exception):
    """What is said to the person when a command cannot do what was asked.

    `sentence` and `hint` are templates filled with the keyword arguments of the constructor.
    """

    sentence: ClassVar[str] = N_("Something went wrong.")
    hint: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1

    def __init__(self, *, problems: Sequence[Problem] = (), **facts: object) -> None:
        self.facts = facts
        self.problems = tuple(problems)
        super().__init__(self.text())

    def text(self, translate: Translate = untranslated) -> str:
        head = Message(self.sentence, self.facts).text(translate)
        return "\n".join([head, *(f"  {p.text(translate)}" for p in self.problems)])

    def hint_text(self, translate: Translate = untranslated) -> str:
        return Message(self.hint, self.facts).text(translate) if self.hint else ""


# -- 3: the office's settings ---------------------------------------------------------------------


class SettingsError(VanbanError):
    """Exit 3: office.toml or another settings file has mistakes; all are named at once."""

    sentence = N_("The settings cannot be used:")
    hint = N_("Correct the lines named above and run the command again.")
    exit_code = 3


class NoOffice(SettingsError):
    sentence = N_("There is no office in {directory} (no office.toml).")
    hint = N_("Run `vanban init DIR`, or name an office with --office DIR.")


class OfficeExists(SettingsError):
    sentence = N_("{directory} already holds an office.")
    hint = N_("Choose an empty directory, or work with the office that is there.")


class HolidaysUnknown(SettingsError):
    sentence = N_("Nobody knows the holidays of {year} here, so no deadline can be told.")
    hint = N_("They are known until {last}: check the clock, or bring the program up to date.")


class NoActingPerson(SettingsError):
    sentence = N_("It is not known who is acting.")
    hint = N_("Add --as PERSON (one of: {known}), or set VANBAN_AS.")


# -- 4: what people wrote --------------------------------------------------------------------------


class DraftError(VanbanError):
    """Exit 4: the text of a draft lacks something or holds what cannot be carried."""

    sentence = N_("The draft cannot be used:")
    hint = N_("Correct the places named above (`vanban draft edit ID`) and try again.")
    exit_code = 4


class NotFinished(DraftError):
    """A Word file that is to be taken as it is, and is not yet a whole document."""

    sentence = N_("{file} cannot be taken as it is:")
    hint = N_("Correct the file in Word and try again.")


class UnreadableDraft(DraftError):
    sentence = N_("{file} cannot be read as text: {reason}.")
    hint = N_("Save it as plain text in UTF-8 and try again.")


class PartsNotCarried(DraftError):
    """What a Word file says beside its text, and a draft has no place for."""

    sentence = N_("{file} holds, beside its text, what would be lost:")
    hint = N_("Correct the file, or take the whole of it with `--as-is`.")


class PartsMissing(DraftError):
    sentence = N_("{file} does not say all that a draft needs:")
    hint = N_(
        "Write it into the Word file, or give `--parts FILE.md`: a draft in Markdown with title, "
        "“Nơi nhận” and signature, and without a text."
    )


class NotAText(DraftError):
    sentence = N_("The draft {document} is a finished Word file, not a text.")
    hint = N_(
        "Change it in Word (`vanban draft edit {document} --word`), or take it from a changed file "
        "(`--from-word FILE`)."
    )


class NotAFinishedFile(DraftError):
    sentence = N_("The draft {document} is a text that the office's template lays out.")
    hint = N_("Its places are those of the template; `--place` is for drafts taken with `--as-is`.")


class CopyNotWord(DraftError):
    sentence = N_("The pages of the certified copy {document} are those of its original.")
    hint = N_("Change its own parts with `vanban draft edit {document}`.")


class WordNotOpened(DraftError):
    sentence = N_("{program} could not be started: {reason}.")
    hint = N_(
        "Set VANBAN_WORD to the program that opens .docx, or use `vanban draft word {document} "
        "--out FILE` and `vanban draft edit {document} --from-word FILE`."
    )


class ImageRefused(DraftError):
    """An image of a draft; `reason` says what to do about it."""

    sentence = N_("the image {file}: {reason}")


class AttachmentRefused(DraftError):
    sentence = N_("{file} cannot be attached:")
    hint = N_(
        "Print it to a plain PDF, without password, form fields, signatures, layers or scripts, "
        "and attach that."
    )


class FormNotRight(DraftError):
    sentence = N_("The document's form is not right:")
    hint = N_("Correct it (`vanban check {document}` shows the places) and submit again.")


class WarningsNotAccepted(DraftError):
    sentence = N_("The document's form leaves doubts that somebody has to answer for:")
    hint = N_("Correct it, or submit with `--accept REASON`; the reason is kept in the journal.")


class UnknownDocumentType(DraftError):
    sentence = N_("No document type is called “{name}”.")
    hint = N_("The nearest names: {nearest}.")


class SourceUnusable(DraftError):
    sentence = N_("{file} cannot be copied from:")
    hint = N_(
        "Correct what is named above; a scan is in colour, at 200 dpi or more, "
        "each page one picture."
    )


class CopyNotKnown(DraftError):
    sentence = N_(
        "{rules} knows no {form} of a document that is {original}, as one that is {medium}."
    )
    hint = N_("It knows: {known}.")


class CopyWithoutSource(DraftError):
    sentence = N_("“{form}” is a form of copy: it is made from an original, not from a text.")
    hint = N_("Use `vanban copy new {form} --from FILE`.")


class CopyNotMeasured(DraftError):
    sentence = N_("The pages of {document} are those of the original, which are not measured here.")
    hint = N_(
        "Look at them with `vanban render {document}`, and at the signatures with `vanban verify`."
    )


# -- 5: who may do what, and when ------------------------------------------------------------------


class NotAllowed(VanbanError):
    """Exit 5: the act is not allowed to this person or in this state."""

    sentence = N_("This is not allowed.")
    exit_code = 5


class WrongState(NotAllowed):
    sentence = N_("{document} is in the state “{state}”; no {act} is possible now.")
    hint = N_("Next step: {next}")


class WrongRole(NotAllowed):
    sentence = N_("{person} does not have the role “{role}” that this act needs.")
    hint = N_("People with that role: {people}.")


class AuthorMayNotApprove(NotAllowed):
    sentence = N_("{person} wrote this document and may not approve it.")
    hint = N_("Ask another person with the role “approver”: {people}.")


class NotTheNamedSigner(NotAllowed):
    sentence = N_("The signature block names {named}, but {person} is signing.")
    hint = N_("Let {named} sign, or reject the document and correct its signature block.")


class AlreadySigned(NotAllowed):
    sentence = N_("{person} has signed {document} already.")
    hint = N_("Still to sign: {awaiting}.")


class OthersSignFirst(NotAllowed):
    sentence = N_("{person} signs {document} last.")
    hint = N_("First: {people} ([signing] order in office.toml).")


class SealMissing(NotAllowed):
    sentence = N_("{document} needs the seal of {organs} too.")
    hint = N_("Name it with --seal as well: {seals}. No number was taken.")


class SealNotWanted(NotAllowed):
    sentence = N_("{document} does not take the seal “{seal}” (of {organ}).")
    hint = N_("Its organs: {organs}. No number was taken.")


class NotTheKeyHolder(NotAllowed):
    sentence = N_("The key “{key}” belongs to {holder}, not to {person}.")
    hint = N_("Everybody signs with a key of their own; see [keys] in office.toml.")


class OutsideTerm(NotAllowed):
    sentence = N_("{day} is not within the term of office {term} that office.toml names.")
    hint = N_("Set the current [term] in office.toml: numbers start anew with each term.")


class NotYetSent(NotAllowed):
    sentence = N_("{document} has not been sent to {body} yet, so there is nothing to acknowledge.")
    hint = N_("Run `vanban distribute {document}` first.")


class NotOnPaper(NotAllowed):
    sentence = N_("{document} goes to {body} by the channel “{channel}”, which sends it itself.")
    hint = N_("`vanban distribute {document}` sends what is missing.")


class ReasonMissing(NotAllowed):
    sentence = N_("“{status}” needs a reason.")
    hint = N_("Say why: --reason TEXT.")


class NothingAsked(NotAllowed):
    sentence = N_("The sender of {document} has not asked for that.")
    hint = N_("`vanban incoming show {document}` shows what was asked and answered.")


class CannotReplace(NotAllowed):
    sentence = N_("{new} cannot take the place of {document}: {reason}.")
    hint = N_(
        "Name a document that is issued but not distributed; it is sent to all who hold {document}."
    )


class NothingToDecide(NotAllowed):
    sentence = N_("Nothing is to be decided about {document} and {body}: {state}.")
    hint = N_("`vanban delivery show {document} {id}` tells what happened.")


class NoOpeningKey(NotAllowed):
    sentence = N_(
        "The files of {document} are closed, and this office names no key that opens them."
    )
    hint = N_('Write `opens_with = "KEY"` under [receiving] in office.toml.')


class FileInTheWay(NotAllowed):
    sentence = N_("{file} is there already, and is another file.")
    hint = N_("Move it away, or name another folder by --to.")


class PaperGoesByHand(NotAllowed):
    sentence = N_("{document} is a copy on paper; this program sends files only.")
    hint = N_("Print {file}, have it signed and sealed by hand, and send the paper.")


class FolderNotEmpty(NotAllowed):
    sentence = N_("{directory} is not empty.")
    hint = N_("Choose a new directory; nothing was changed.")


# -- 6: recipients ---------------------------------------------------------------------------------


class RecipientsError(VanbanError):
    """Exit 6: a line of the Nơi nhận resolves to nobody, or a body is unknown."""

    sentence = N_("These recipients are not in the directory:")
    hint = N_("Correct the line, or add the body, group or alias under recipients/.")
    exit_code = 6


class SendingForbidden(RecipientsError):
    sentence = N_("The document's marks forbid sending it so:")
    hint = N_(
        "Take the body out of the Nơi nhận, give it a way on paper in recipients/, or correct the "
        "mark."
    )


class UnknownBody(RecipientsError):
    sentence = N_("No recipient of {document} is called “{name}”.")
    hint = N_("The nearest names: {nearest}.")


class RecipientsUnreachable(RecipientsError):
    sentence = N_("{document} cannot be issued: not every recipient can be reached:")
    hint = N_(
        "Give the body another way or a successor under recipients/ (`vanban recipient check` "
        "shows all mistakes); `vanban recipient reconcile {document}` shows who gets what."
    )


class UnknownEntry(RecipientsError):
    sentence = N_("The directory has nobody called “{name}”.")
    hint = N_("The nearest names: {nearest}.")


class RecipientTableRefused(RecipientsError):
    sentence = N_("{file} cannot be taken into the directory; nothing was changed:")
    hint = N_("Correct what is named above and import it again.")


# -- 7: templates, fonts, pages --------------------------------------------------------------------


class RenderError(VanbanError):
    """Exit 7: the document cannot be turned into pages faithfully."""

    sentence = N_("The document cannot be rendered.")
    exit_code = 7


class LabelTooFull(RenderError):
    sentence = N_("Name and address of {body} are too long for a label.")
    hint = N_("Shorten the address of the body in recipients/.")


class TemplateMissing(RenderError):
    sentence = N_("The template {file} does not exist.")
    hint = N_("Copy it from a fresh office (`vanban init DIR`) into templates/.")


class TemplateBroken(RenderError):
    sentence = N_("The template {file} cannot be used: {reason}.")
    hint = N_("Open the template in Word or LibreOffice and correct what is named above.")


class WordFileBroken(TemplateBroken):
    sentence = N_("The Word file {file} cannot be read: {reason}.")
    hint = N_("Open it in Word or LibreOffice, save it as .docx and try again.")


class UnsupportedFeatures(RenderError):
    sentence = N_("{file} uses what cannot be carried to the page:")
    hint = N_("Remove these from the file; nothing is ever dropped in silence.")


class ChangesUndecided(UnsupportedFeatures):
    sentence = N_("{file} holds tracked changes or comments that nobody has decided on:")
    hint = N_(
        "Accept or reject them in Word or LibreOffice and delete the comments, or accept them all "
        "with `--accept-changes`."
    )


class UnreadablePages(RenderError):
    sentence = N_("The pages of {file} cannot be read:")
    hint = N_("Make the PDF anew from its source, without a password, and try again.")


class FontMissing(RenderError):
    sentence = N_("No font with the widths of Times New Roman was found.")
    hint = N_("Install the package fonts-liberation2 (or Times New Roman itself).")


class GlyphsMissing(RenderError):
    sentence = N_("The font {font} has no glyph for: {characters}.")
    hint = N_("Replace these characters in the text, or install a font that has them.")


class FontNotVietnamese(GlyphsMissing):
    """A face that stands for a family lacks letters of Vietnamese."""

    sentence = N_("{family} is shown in {font} here, which lacks Vietnamese letters: {characters}.")
    hint = N_("Set the text in Times New Roman, or install {family} itself on this computer.")


class ImageUnusable(RenderError):
    sentence = N_("The image {file} is not a PNG.")
    hint = N_("Signature and seal are PNG images with transparent ground (HD05 II.I.7.2, 8.2).")


class FootnoteTooLong(RenderError):
    sentence = N_("The footnote “{text}” does not fit on the page that calls it.")
    hint = N_("Shorten it, or say it in the text.")


class ImageNotClear(ImageUnusable):
    sentence = N_("The image {file} has no transparent ground (only {clear} % of it is clear).")


class ImageOfAnotherColour(ImageUnusable):
    sentence = N_("The image {file} is not {colour}: only {share} % of what is seen is.")
    hint = N_("A signature is blue, a seal red (HD05 II.I.7.2, 8.2; NĐ30 PL I II.7, II.8).")


class LineTooLong(RenderError):
    sentence = N_("“{text}” does not fit into its place of {width} mm.")
    hint = N_("Shorten the place name in office.toml, or widen the column in the template.")


class SealTextTooLong(RenderError):
    sentence = N_("The text beside the seal does not fit into its place of {width} mm: {text}")
    hint = N_("Say less under `text`, or give it a larger `text_width`, in [seals] of office.toml.")


class SealPlaceOther(RenderError):
    sentence = N_("The place of the seal is {found} mm, but the seal “{seal}” needs {needed} mm.")
    hint = N_("Its settings were changed after the document was submitted: set them as they were.")


class TooManySigners(RenderError):
    sentence = N_("The template {file} has room for {room} signers, the text has {count}.")
    hint = N_("Use a type with room for them, or the joint template of `vanban template list`.")


class TextLost(RenderError):
    sentence = N_("Some of the text did not reach the pages: “{text}”.")
    hint = N_("Give it more room in the template, or report it.")


class TextCut(RenderError):
    """Of the text something is on the pages, and nobody sees it."""

    sentence = N_("A row of exact height cuts its text off: “{text}”.")
    hint = N_(
        "In Word: Table Properties → Row, “At least” in place of “Exactly”; or shorten the text."
    )


class NoRoomForText(RenderError):
    sentence = N_("There is no room for text beside {place}, which is {height} mm high: “{text}”.")
    hint = N_("Shorten it, or move what it says into the text.")


class TableBesideDrawing(RenderError):
    sentence = N_("A table begins beside a drawing that text goes around on both sides: “{text}”.")
    hint = N_("Set the drawing's text wrapping to “Top and Bottom”, or move it above the table.")


class UnknownLayout(RenderError):
    sentence = N_("The program comes with no template “{name}”.")
    hint = N_("The nearest: {nearest}.")


class TemplateExists(RenderError):
    sentence = N_("{file} is there already.")
    hint = N_("Give the new one another name, or move the old one away.")


class CopyTooLong(RenderError):
    sentence = N_("The parts of the copy ({file}) take more than a page.")
    hint = N_("Name fewer recipients (by group), or make more room in the template.")


class StampTooFull(RenderError):
    sentence = N_("The stamp has room for {room} lines, the copy needs {count}.")
    hint = N_("Name the recipients by group, or choose fewer pages for an extract.")


class PlaceMissing(RenderError):
    sentence = N_("The template {file} does not mark the place of: {places}.")
    hint = N_("Add a bookmark vanban_number, vanban_date, vanban_signature or vanban_seal there.")


class PlacesUnclear(RenderError):
    """Places in a Word file that is taken as it is."""

    sentence = N_("Not every place in {file} can be used:")
    hint = N_(
        "Correct the file, or say where the place is: `--place number=WORDS` or `date=WORDS` of "
        "its line, `--place signature=after:WORDS` of the line above it, "
        "`--place seal=PAGE:LEFTxTOP` in mm."
    )


class PlaceNotUnderstood(RenderError):
    sentence = N_("“{text}” does not say where a place is.")
    hint = N_(
        "Places are number, date, signature and seal (signature_2, seal_2 of a second signer): "
        "`number=WORDS`, `date=WORDS`, `signature=after:WORDS`, `signature=PAGE:LEFTxTOP`, "
        "`seal=PAGE:LEFTxTOP`; LEFT and TOP in mm."
    )


# -- 8: keys and signatures ------------------------------------------------------------------------


class SigningError(VanbanError):
    """Exit 8: a key or certificate cannot be used, or a signature did not come out valid."""

    sentence = N_("The signature could not be made.")
    exit_code = 8


class SignatureNotValid(SigningError):
    sentence = N_("The signature was made but does not verify, so it was not recorded:")
    hint = N_("Nothing was recorded. Look at the key and its certificate (`vanban doctor`).")


class UnknownKey(SigningError):
    sentence = N_("No key or seal is called “{name}”.")
    hint = N_("The office has: {known}.")


class KeyExists(SigningError):
    sentence = N_("The office has a key “{name}” already.")
    hint = N_("Give the new one another name, or change [keys.{name}] in office.toml.")


class KeyDoesNotMatch(SigningError):
    sentence = N_("What the key “{key}” signs does not verify with its certificate.")
    hint = N_("Name the certificate of this key: look at its `id`, `label` or `certificate`.")


class KeyUnreadable(SigningError):
    sentence = N_("The key file {file} cannot be read: {reason}.")
    hint = N_("Check the path under [keys] in office.toml.")


class KeyOpensNothing(SigningError):
    sentence = N_("The key “{key}” cannot open closed files: it is no RSA key in a PKCS#12 file.")
    hint = N_("Name another key under [receiving] opens_with in office.toml.")


class KeySourceBroken(SigningError):
    sentence = N_("The key source “{name}” is installed but cannot be loaded: {reason}.")
    hint = N_("Mend or uninstall the package that brings it.")


class WrongPassword(SigningError):
    sentence = N_("The password for the key “{key}” is wrong.")
    hint = N_("Nothing was signed. Try again with the right password.")


class WrongPin(WrongPassword):
    sentence = N_("The PIN for the key “{key}” is wrong; {tries}.")
    hint = N_("Nothing was signed. Make sure of the PIN before you try again.")


class PinLocked(SigningError):
    sentence = N_("The PIN of the token “{token}” is locked after too many wrong tries.")
    hint = N_("Unlock it with the maker's software and its PUK, or ask who issued the token.")


class PinNotEntered(SigningError):
    sentence = N_("No PIN was entered on the token “{token}”.")
    hint = N_("Nothing was signed. Run the command again and type the PIN on the token.")


class TokenModuleUnusable(SigningError):
    sentence = N_("The PKCS#11 module {module} cannot be used: {reason}.")
    hint = N_("Install the software of the token's maker, and name its module in office.toml.")


class TokenAbsent(SigningError):
    sentence = N_("The token “{token}” of the key “{key}” is not there.")
    hint = N_("Plug it in and try again. Tokens that are there: {found}.")


class TokenAmbiguous(SigningError):
    sentence = N_("Several tokens fit the key “{key}”: {found}.")
    hint = N_('Write token = "LABEL" or serial = "NUMBER" under [keys.{key}] in office.toml.')


class KeyNotOnToken(SigningError):
    sentence = N_(
        "{count} private keys on the token “{token}” fit the key “{key}” (wanted: {wanted})."
    )
    hint = N_("Write `label` or `id` of one of these into office.toml: {found}.")


class TokenCertificateMissing(SigningError):
    sentence = N_("{count} certificates on the token “{token}” fit the key “{key}”.")
    hint = N_('Write `id`, or certificate = "FILE.pem", under [keys.{key}] in office.toml.')


class TokenCannotSign(SigningError):
    sentence = N_("The token “{token}” cannot sign in this way ({reason}).")
    hint = N_('Write raw = true, or padding = "pkcs1v15", for this key in office.toml.')


class TokenLost(SigningError):
    sentence = N_("The token “{token}” went away while it was needed ({reason}).")
    hint = N_("Nothing was recorded. Plug it in and run the same command again.")


class RemoteUnreachable(SigningError):
    sentence = N_("The signing service {url} cannot be reached: {reason}.")
    hint = N_("Nothing was signed. Look at the network and try again.")


class RemoteUntrusted(RemoteUnreachable):
    sentence = N_("The signing service {url} does not prove who it is: {reason}.")
    hint = N_("Nothing was sent. Check `url`; `tls` names the authorities of a private service.")


class RemoteSilent(RemoteUnreachable):
    sentence = N_("The signing service {url} did not answer within {seconds} s.")
    hint = N_("Nothing was signed. Try again; `patience` says how long is waited.")


class RemoteRefused(SigningError):
    sentence = N_("The signing service {url} refused: {reason} (HTTP {status}, {error}).")
    hint = N_("Nothing was signed. Check `token` and `credential` of this key in office.toml.")


class RemoteNonsense(SigningError):
    sentence = N_("The signing service {url} gave an answer that is none ({what}).")
    hint = N_("Nothing was signed. Check `url` and `version` of this key in office.toml.")


class RemoteKeyDisabled(SigningError):
    sentence = N_("The signing service {url} says that the key “{key}” is disabled.")
    hint = N_("Nothing was signed. Ask who runs the service.")


class RemoteCannotSign(SigningError):
    sentence = N_("The signing service of the key “{key}” cannot do this: {algorithm}.")
    hint = N_('Nothing was signed. For an RSA key padding = "pkcs1v15" in office.toml may help.')


class WrongOneTimePassword(WrongPassword):
    sentence = N_("The one-time password for the key “{key}” is wrong or too old.")


class SecretMissing(SigningError):
    sentence = N_("The secret “{setting}” of “{key}” should be in {source}, but it is not there.")
    hint = N_('Set it there, or write {setting} = "prompt" to be asked.')


class NoTerminal(SecretMissing):
    sentence = N_("The secret “{setting}” of “{key}” must be typed, but no terminal is there.")
    hint = N_('Run the command in a terminal, or write {setting} = "env:NAME" or "file:PATH".')


class UnknownKeySource(SigningError):
    sentence = N_("No key source is called “{name}”.")
    hint = N_("Installed: {known}.")


class CertificateExpired(SigningError):
    sentence = N_("The certificate of “{holder}” expired at {until}.")
    hint = N_("Nothing was signed. Renew the certificate and name its file in office.toml.")


class CertificateNotYetValid(SigningError):
    sentence = N_("The certificate of “{holder}” is valid only from {start}.")
    hint = N_("Nothing was signed. Check the clock of this computer, or wait.")


class CertificateUsage(SigningError):
    sentence = N_("The certificate of “{holder}” does not allow signing documents.")
    hint = N_("Ask the certification authority for one with digital signature or non-repudiation.")


class CertificateUntrusted(SigningError):
    sentence = N_("The certificate of “{holder}” does not lead to a trust anchor: {reason}")
    hint = N_("Put the authority's certificate into the folder named under [trust] in office.toml.")


class CertificateRevoked(SigningError):
    sentence = N_("The certificate of “{holder}” was revoked at {since}: {reason}.")
    hint = N_("Nothing was signed. Ask the certification authority for a new certificate.")


class RevocationUnknown(SigningError):
    sentence = N_(
        "It cannot be learnt whether the certificate of “{holder}” is revoked: no usable answer "
        "within {seconds} s from {places}."
    )
    hint = N_(
        "Nothing was signed. Look at the network and try again; `revocation` and `patience` "
        "under [trust] in office.toml say what is asked and how long is waited."
    )


class NoTrustAnchor(SigningError):
    sentence = N_("No trust anchor is known, so nothing can be verified.")
    hint = N_("Name one with --trust FILE.pem, or under [trust] in office.toml.")


class NotAContent(SigningError):
    sentence = N_("{file} is not a PDF that this program prepared for signing: {reason}")
    hint = N_("Only documents rendered by `vanban submit` can be signed.")


class NoTimestamp(SigningError):
    sentence = N_(
        "The time-stamping authority {place} gave no timestamp in {tries} tries: {reason}."
    )
    hint = N_(
        "Nothing was recorded. Try again later, or go on without it by --allow-upgrade-later and "
        "run `vanban preserve` when the authority answers again."
    )


class NotPreserved(SigningError):
    sentence = N_("{failed} of {total} documents could not be preserved.")
    hint = N_("What is named above says why. The others are done; run the same command again.")


class NotInTurn(SigningError):
    sentence = N_("It is not the turn of the field “{field}” to be signed; next is: {planned}.")
    hint = N_("Persons sign first, then the organs seal, in the order of the document.")


# -- 9: storage ------------------------------------------------------------------------------------


class StorageError(VanbanError):
    """Exit 9: the disk or the database failed; nothing half-done is left."""

    sentence = N_("{place} cannot be used: {reason}.")
    hint = N_("Mend the cause and run the same command again; it goes on where it stopped.")
    exit_code = 9


class DiskFull(StorageError):
    sentence = N_("There is no room left on the disk ({place}).")
    hint = N_("Free some space and run the same command again; it goes on where it stopped.")


class DatabaseBusy(StorageError):
    sentence = N_("The database {place} is busy.")
    hint = N_("Another command is writing. Wait a moment and run the same command again.")


class DatabaseOnNetwork(StorageError):
    sentence = N_("{place} lies on a network file system ({kind}), where SQLite is not safe.")
    hint = N_("Move the database to a local disk (storage.database in office.toml).")


class ContentDamaged(StorageError):
    sentence = N_("The stored file {sha256} is missing or was changed after it was recorded.")
    hint = N_("Restore signed/ from a backup, then run `vanban doctor`.")


class JournalBroken(StorageError):
    sentence = N_("The journal was changed after it was written:")
    hint = N_("Keep the database as it is for an inquiry and restore a backup elsewhere.")


class Unfinished(StorageError):
    sentence = N_("An act was cut off and should be run again: {documents}.")
    hint = N_("`vanban issue` or `vanban distribute` finishes it.")


class LittleSpace(StorageError):
    sentence = N_("Only {free} MiB are free on the disk.")
    hint = N_("Make room before the next document is issued.")


def storage_error(place: object, error: OSError) -> StorageError:
    """An operating system's refusal as one of ours."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(place=place)
    return StorageError(place=place, reason=error.strerror or str(error))


# -- 10: verification ------------------------------------------------------------------------------


class NotValid(VanbanError):
    """Exit 10: a verified file is not valid, or cannot be called valid."""

    sentence = N_("{file} is not valid.")
    exit_code = 10


class SourceNotValid(NotValid):
    sentence = N_("{file} is not valid, so nobody can vouch for a copy of it:")
    hint = N_(
        "Ask who sent it for a valid one, or say why it is copied all the same: --accept REASON."
    )


# -- 11: two people at once ------------------------------------------------------------------------


class ConcurrentChange(VanbanError):
    """Exit 11: someone else changed the document in the meantime."""

    sentence = N_("Someone else changed {document} at the same moment.")
    hint = N_("Look at it again (`vanban log {document}`) and repeat the command if still right.")
    exit_code = 11


# -- 12: distribution ------------------------------------------------------------------------------


class DeliveryError(VanbanError):
    """Exit 12: a delivery could not be made, or something is still outstanding."""

    sentence = N_("{failed} of {total} deliveries failed.")
    hint = N_("Run `vanban distribute {document}` again: only what is missing is sent.")
    exit_code = 12


class ChannelFailed(DeliveryError):
    """It is not there; asking again may help."""

    sentence = N_("The channel “{channel}” could not deliver to {body}: {reason}.")
    hint = N_("Mend the cause and run `vanban distribute` again.")


class Undeliverable(ChannelFailed):
    """Asking again is no use: a person decides."""

    hint = N_(
        "A person decides: `vanban delivery resend` by another way, or `vanban delivery drop`."
    )


class CertificateUnfit(DeliveryError):
    sentence = N_("A file cannot be closed to the certificate: {reason}.")
    hint = N_("Ask the body for a certificate for encryption, and put it below recipients/.")


class UnknownChannel(DeliveryError):
    sentence = N_("There is no channel “{name}” in office.toml; there are: {known}.")
    hint = N_("Write a table [channels.{name}], or give the body another channel in recipients/.")


class MessageUnreadable(DeliveryError):
    sentence = N_("The message cannot be read ({place}): {reason}.")
    hint = N_("Ask the sender to send it again; nothing of it was taken over.")


# -- 13: not found ---------------------------------------------------------------------------------


class NotFound(VanbanError):
    """Exit 13: no such document, person or file."""

    sentence = N_("{file} does not exist.")
    hint = N_("Check how it is written, and where you are.")
    exit_code = 13


class UnknownDocument(NotFound):
    sentence = N_("No document is called “{name}”.")
    hint = N_("`vanban draft list` and `vanban register list` show what there is.")


class NothingOnPaper(NotFound):
    sentence = N_("No copy on paper is there to be handed over ({what}).")
    hint = N_("`vanban track NUMBER` shows by which channel each body is reached.")


class NothingToReport(NotFound):
    sentence = N_("There is nothing to report of {what}: no document was issued.")
    hint = N_("`vanban register list` shows what was issued, and when.")


class UnknownDelivery(NotFound):
    sentence = N_("This office made no delivery “{id}”.")
    hint = N_("`vanban track DOCUMENT --json` shows the deliveries of a document.")


class UnknownIncoming(NotFound):
    sentence = N_("No incoming document is called “{name}”.")
    hint = N_("`vanban incoming list` shows what there is.")


class AmbiguousIncoming(NotFound):
    sentence = N_("“{name}” fits several incoming documents: {matches}.")
    hint = N_("Type more letters of the id of the one you mean.")


class DocumentNotHere(NotFound):
    sentence = N_(
        "{sender} sent a message ({kind}) about {document}, which is not registered here."
    )
    hint = N_("It stays where it is, and is taken up once the document is registered.")


class AmbiguousDocument(NotFound):
    sentence = N_("“{name}” fits several documents: {matches}.")
    hint = N_("Type more letters of the one you mean.")


class UnknownPerson(NotFound):
    sentence = N_("No person is called “{name}” in office.toml.")
    hint = N_("The office has: {known}.")


# -- 14: a queue -----------------------------------------------------------------------------------


class QueueUnfinished(VanbanError):
    """Exit 14: of several documents at once some are left; the others are done."""

    sentence = N_("{left} of {total} documents are left.")
    hint = N_("Mend what is named above and run the same command again: it goes on from there.")
    exit_code = 14


# -- 15: what others sent --------------------------------------------------------------------------


class ReceivingError(VanbanError):
    """Exit 15: what others sent was refused, or waits for a person."""

    sentence = N_("Of {total} things that came in, {troubles} were refused or wait for a person.")
    hint = N_("What is named above says why; nothing is lost.")
    exit_code = 15


class FactsMissing(ReceivingError):
    sentence = N_("{file} came without a cover, and does not say itself: {facts}.")
    hint = N_("Read them on the paper and add {options}.")


class NotAcceptable(ReceivingError):
    sentence = N_("{document} was refused because something is wrong with it: {reason}")
    hint = N_("Nobody can accept it; ask the sender for a sound copy.")


class RequestRefused(ReceivingError):
    sentence = N_("A message ({kind}) of {sender} about {document} is refused: {reason}.")
    hint = N_("Ask {sender}; the message is kept aside.")


class EnvelopeRefused(ReceivingError):
    """Who sent an edXML message cannot be told for certain."""

    sentence = N_("The envelope of the message is refused: {reason}.")
    hint = N_("Ask the sender for a message signed with its organ's key; it is kept aside.")


class ReceiptRefused(ReceivingError):
    """A receipt that proves nothing; it changes no delivery."""

    sentence = N_("A receipt of {sender} for {delivery} is refused: {reason}.")
    hint = N_("Ask {sender} what it received; the receipt is kept aside.")
