"""The kind “mail” of channels: what its settings are; how it opens is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workflow.dispatch.channels import Surroundings
from workflow.model.messages import N_
from workflow.model.office import ChannelSettings
from workflow.model.office_settings import secret_place
from workflow.model.settings import Value

if TYPE_CHECKING:
    from workflow.dispatch.mail import MailChannel


class MailKind:
    """Mail, by the server of the office; answers from its mailbox."""

    electronic = True
    settings: Mapping[str, Value] = {
        "host": Value(str, pattern=r"[^\s/@:]+", meaning=N_("the mail server")),
        "port": Value(
            int, required=False, default=0,
            meaning=N_("its port; 0: 587 for starttls, 465 for tls, 25 for none"),
        ),
        "security": Value(
            str, required=False, default="starttls", choices=("starttls", "tls", "none"),
            meaning=N_("how the connection is encrypted; none only to this machine itself"),
        ),
        "tls": Value(
            str, required=False, default="",
            meaning=N_("a file of certificates of trusted authorities; empty: the system's"),
        ),
        "user": Value(
            str, required=False, default="",
            meaning=N_("the account at the server; empty: it asks for none"),
        ),
        "password": secret_place(N_("where the password of the account is")),
        "from": Value(str, meaning=N_("the address that the mails come from")),
        "name": Value(
            str, required=False, default="",
            meaning=N_("the name beside the address; empty: that of the office"),
        ),
        "reply_to": Value(
            str, required=False, default="",
            meaning=N_("the address for answers; empty: the one that the mails come from"),
        ),
        "patience": Value(
            float, required=False, default=30.0,
            meaning=N_("seconds to wait for the server's answers"),
        ),
        "parallel": Value(
            int, required=False, default=4,
            meaning=N_("connections to the server at the same time"),
        ),
        "imap_host": Value(
            str, required=False, default="", pattern=r"[^\s/@:]*",
            meaning=N_("the server where answers come in; empty: none are fetched by IMAP"),
        ),
        "imap_port": Value(
            int, required=False, default=0, meaning=N_("its port; 0: 993 for tls, otherwise 143")
        ),
        "imap_security": Value(
            str, required=False, default="tls", choices=("tls", "starttls", "none"),
            meaning=N_("how the connection to it is encrypted; none only to this machine itself"),
        ),
        "imap_user": Value(
            str, required=False, default="",
            meaning=N_("the account there; empty: the same as for sending"),
        ),
        "imap_password": secret_place(
            N_("where its password is; empty: the same as for sending"), "", default=""
        ),
        "maildir": Value(
            str, required=False, default="",
            meaning=N_("instead of IMAP: the Maildir in which answers come in"),
        ),
        "done": Value(
            str, required=False, default="Processed",
            pattern=r"[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*",
            meaning=N_("the folder of the mailbox for what was read"),
        ),
    }  # fmt: skip

    def open(self, settings: ChannelSettings, around: Surroundings) -> MailChannel:
        from workflow.dispatch.mail import open_mail

        return open_mail(settings, around)


MAIL = MailKind()
