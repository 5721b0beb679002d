"""Signing with what the person chose: a certificate of this computer, a file, a card."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvdesk.gui.ports import Desk


class With(Enum):
    """Where the key is; the values say it in the list."""

    KNOWN = "connu"
    NEW = "Créer mon certificat"
    FILE = "J’ai un certificat (.p12)"
    TOKEN = "J’ai une clé ou une carte"  # noqa: S105 - no secret


@dataclass(frozen=True, slots=True)
class IdentityAnswers:
    """With what to sign.

    Attributes:
        means: Where the key is.
        key: The certificate, of this computer or of the card.
        password: Its password, or the code of the card.
        file: The certificate file, or the driver of the card.
    """

    means: With
    key: str
    holder: str
    function: str
    organisation: str
    email: str
    password: str
    file: Path | None = None


def sign_with(
    desk: Desk, pdf: bytes, field_name: str, answers: IdentityAnswers
) -> tuple[bytes, str]:
    """Return the signed PDF and the name of who signed. May be called from any thread.

    Raises:
        UserError: If the password or the code is wrong, or the PDF cannot be signed. Nothing is
            tried twice.
    """
    if answers.means is With.TOKEN and answers.file is not None:
        signed = desk.tokens.sign(
            pdf, field_name, answers.file, answers.password, certificate=answers.key
        )
        return signed, answers.holder
    if answers.means is With.FILE and answers.file is not None:
        identity = desk.import_identity(answers.file, answers.password)
    elif answers.means is With.NEW:
        identity = desk.create_identity(
            answers.holder, answers.password, function=answers.function,
            organisation=answers.organisation, email=answers.email,
        )  # fmt: skip
    else:
        identity = next(one for one in desk.identities() if one.key == answers.key)
    return desk.sign(pdf, field_name, identity.key, answers.password), identity.holder
