"""Why something about signatures could not be done, each with its own class for the callers."""

from __future__ import annotations

from cvdesk.errors import UserError


class IdentityRefused(UserError):
    """An identity cannot be made, stored or found as asked."""


class WrongPassword(IdentityRefused):
    """The password does not open the file that holds the key."""


class UnreadablePdf(UserError):
    """The file is not a PDF that signatures can be added to or read from."""


class SigningRefused(UserError):
    """This identity may not sign, or this field may not be signed, or not now."""


class TokenRefused(SigningRefused):
    """The signing device (card, USB token) or its driver does not answer as needed."""
