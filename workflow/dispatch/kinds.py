"""The built-in kinds of channels: what their settings are; how they open is loaded when it is
needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workflow.dispatch.channels import Surroundings
from workflow.model.messages import N_
from workflow.model.office import ChannelSettings
from workflow.model.office_settings import secret_place
from workflow.model.settings import Value

if TYPE_CHECKING:
    from workflow.dispatch.folder import FolderChannel
    from workflow.dispatch.paper import PaperChannel
    from workflow.dispatch.sftp import SftpChannel


class FolderKind:
    """Folders: local or mounted."""

    electronic = True
    settings: Mapping[str, Value] = {
        "directory": Value(
            str, required=False, default="outbox", meaning=N_("where the outboxes of bodies are")
        ),
        "inbox": Value(
            str, required=False, default="", meaning=N_("where others put what they send to us")
        ),
    }

    def open(self, settings: ChannelSettings, around: Surroundings) -> FolderChannel:
        from workflow.dispatch.folder import FolderChannel

        told = settings.settings
        inbox = around.directory / told["inbox"] if told.get("inbox") else None
        return FolderChannel(around.directory / told["directory"], inbox)


FOLDER = FolderKind()


class SftpKind:
    """Folders on another machine, reached by SFTP."""

    electronic = True
    settings: Mapping[str, Value] = {
        "host": Value(str, pattern=r"[^\s/@]+", meaning=N_("the machine")),
        "port": Value(int, required=False, default=22, meaning=N_("its port")),
        "user": Value(str, meaning=N_("the account there")),
        "key": Value(
            str, required=False, default="", meaning=N_("the file with the account's private key")
        ),
        "password": secret_place(
            N_("where the password is: of the key where one is named, otherwise of the account"),
            "none",
            default="none",
        ),
        "known_hosts": Value(
            str, meaning=N_("the file with the machine's public key, as ssh writes it")
        ),
        "directory": Value(str, meaning=N_("where the outboxes of bodies are on that machine")),
        "inbox": Value(
            str,
            required=False,
            default="",
            meaning=N_("where others put what is for this office; empty: nothing is fetched"),
        ),
        "patience": Value(
            float, required=False, default=20.0, meaning=N_("seconds to wait for the machine")
        ),
        "parallel": Value(
            int, required=False, default=4, meaning=N_("deliveries at the same time")
        ),
    }

    def open(self, settings: ChannelSettings, around: Surroundings) -> SftpChannel:
        from workflow.dispatch.sftp import open_sftp

        return open_sftp(settings, around)


class PaperKind:
    """Paper: post, courier, or by hand. The clerk says when a copy is gone."""

    electronic = False
    settings: Mapping[str, Value] = {}

    def open(self, settings: ChannelSettings, around: Surroundings) -> PaperChannel:
        from workflow.dispatch.paper import PaperChannel

        return PaperChannel(settings.id)


SFTP = SftpKind()
PAPER = PaperKind()
