"""Cards and USB keys that sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cvdesk.domain.signature import Identity, SignatureRequest


@dataclass(frozen=True, slots=True)
class Tokens:
    """Signing with a key that never leaves its card.

    Attributes:
        request: Makes what is asked of a signature, from who signs and in which field.
        clock: Tells when it is signed.
    """

    request: Callable[[Identity, str], SignatureRequest]
    clock: Callable[[], datetime]

    @staticmethod
    def certificates(driver: Path) -> tuple[Identity, ...]:
        """Return the certificates that may sign, read without a code.

        Raises:
            UserError: If nothing answers, or what talks to cards is not installed.
        """
        from cvdesk.signing.pkcs11 import token_certificates

        return tuple(one.identity for one in token_certificates(driver))

    def sign(
        self, pdf: bytes, field_name: str, driver: Path, pin: str, *, certificate: str = ""
    ) -> bytes:
        """Sign a frozen PDF with a card or a USB key.

        Raises:
            UserError: If there is no such device, the code is wrong, or the PDF cannot be signed.
        """
        from cvdesk.signing.pkcs11 import Pkcs11Signer, choose_certificate, token_certificates

        chosen = choose_certificate(token_certificates(driver), certificate)
        signer = Pkcs11Signer(driver, chosen, pin, clock=self.clock)
        return signer.sign(pdf, self.request(signer.identity, field_name))
