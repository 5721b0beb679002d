"""What the signature asks of cards and USB keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.domain.signature import Identity


class Tokens(Protocol):
    """Cards and keys plugged in. Every method may be called from any thread."""

    def certificates(self, driver: Path) -> tuple[Identity, ...]:
        """Return the certificates that may sign, read without a code.

        Args:
            driver: The file of the maker that talks to the card or key (.dll, .so, .dylib).

        Raises:
            UserError: If nothing answers, or what talks to cards is not installed.
        """
        ...

    def sign(
        self, pdf: bytes, field_name: str, driver: Path, pin: str, *, certificate: str
    ) -> bytes:
        """Sign a frozen PDF; the code is given to the card once.

        Raises:
            UserError: If the code is wrong, the card is gone, or the PDF cannot be signed.
        """
        ...
