"""The kind “edxml” of channels: what its settings are; how it opens is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workflow.dispatch.channels import Surroundings
from workflow.model.messages import N_
from workflow.model.office import ChannelSettings
from workflow.model.office_settings import secret_place
from workflow.model.settings import Value

if TYPE_CHECKING:
    from workflow.dispatch.edxml_channel import EdxmlChannel

NO_KEY = "none"
"""The `key` of a channel whose envelopes are knowingly left unsigned."""


class EdxmlKind:
    """edXML (QCVN 102:2016): by a folder for the adapter of the exchange axis, or by a gateway."""

    electronic = True
    settings: Mapping[str, Value] = {
        "directory": Value(
            str, required=False, default="",
            meaning=N_("a folder for the adapter of the axis: it takes from out/, puts into in/"),
        ),
        "gateway": Value(
            str, required=False, default="",
            # Without TLS only to a gateway on this computer.
            pattern=r"|https://[^@\s]+|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/[^\s]*)?",
            meaning=N_("the address of a gateway, instead of a folder"),
        ),
        "key": Value(
            str, meaning=N_("the key that signs the envelopes; none: they are not signed")
        ),
        "unsigned": Value(
            list, required=False, default=(),
            meaning=N_("identifiers of organs whose envelopes need no signature"),
        ),
        "tls": Value(
            str, required=False, default="",
            meaning=N_("a file of certificates of trusted authorities; empty: the system's"),
        ),
        "certificate": Value(
            str, required=False, default="",
            meaning=N_("the file with the certificate by which the gateway knows this office"),
        ),
        "certificate_key": Value(
            str, required=False, default="", meaning=N_("the file with the key of the certificate")
        ),
        "token": secret_place(N_("where the access token is"), "none", default="none"),
        "patience": Value(
            float, required=False, default=60.0, meaning=N_("seconds to wait for the gateway")
        ),
        "parallel": Value(
            int, required=False, default=4, meaning=N_("deliveries at the same time")
        ),
        "largest": Value(
            int, required=False, default=50 * 2**20,
            meaning=N_("bytes of a message that the axis takes"),
        ),
    }  # fmt: skip

    def open(self, settings: ChannelSettings, around: Surroundings) -> EdxmlChannel:
        from workflow.dispatch.edxml_channel import open_edxml

        return open_edxml(settings, around)


EDXML = EdxmlKind()
