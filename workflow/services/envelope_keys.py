"""The office's keys at work on envelopes: each opened once, used by one thread at a time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from workflow.services.office import OpenOffice

if TYPE_CHECKING:  # most commands sign nothing; pyHanko takes 0.4 s to import
    from workflow.sign.trust import Signer

ENVELOPE, HEADER, ENVELOPE_ID = "edXMLEnvelope", "edXMLHeader", "envelope"
"""What is signed of an edXML message, and where the signature stands in it."""


class EnvelopeKeys:
    def __init__(self, office: OpenOffice) -> None:
        self._office = office
        self._signers: dict[str, Signer] = {}
        self._lock = threading.Lock()  # neither tokens nor people can be asked twice at a time

    def sign(self, name: str, data: bytes) -> bytes:
        """A message with its envelope signed.

        Parameters:
            name: of the key in office.toml.

        Raises:
            SigningError: the key cannot be used, or may not sign now.
        """
        from workflow.sign.xml_signature import sign_xml

        with self._lock:
            if name not in self._signers:
                self._signers[name] = self._opened(name)
            return sign_xml(data, self._signers[name], ENVELOPE_ID, HEADER)

    def _opened(self, name: str) -> Signer:
        from workflow.services.signing import check_key_may_sign
        from workflow.sign.keys import open_key
        from workflow.sign.trust import certificates_of

        key = self._office.settings.key(name)
        signer = open_key(key, self._office.directory, self._office.secret)
        check_key_may_sign(self._office, *certificates_of(signer))
        return signer
