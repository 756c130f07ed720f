"""The built-in kinds of channels: what their settings are; how they open is loaded when it is
needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workflow.dispatch.channels import Surroundings
from workflow.model.messages import N_
from workflow.model.office import ChannelSettings
from workflow.model.settings import Value

if TYPE_CHECKING:
    from workflow.dispatch.folder import FolderChannel


class FolderKind:
    """Folders: local or mounted."""

    electronic = True
    settings: Mapping[str, Value] = {
        "directory": Value(
            str, required=False, default="outbox", meaning=N_("where the outboxes of bodies are")
        ),
    }

    def open(self, settings: ChannelSettings, around: Surroundings) -> FolderChannel:
        from workflow.dispatch.folder import FolderChannel

        return FolderChannel(around.directory / settings.settings["directory"])


FOLDER = FolderKind()
