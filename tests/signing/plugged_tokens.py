"""A double of python-pkcs11 and of the tokens behind it: just what signing asks of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from types import ModuleType
from typing import Any

from cryptography.hazmat.primitives import serialization
from pyhanko.sign.signers import Signer

from cvdesk.signing.keyfile import KeyMaterial
from cvdesk.signing.pkcs12 import _KeyHolder
from tests.signing.foreign_signatures import Issued


class Attribute(Enum):
    CLASS = auto()
    VALUE = auto()
    ID = auto()


class ObjectClass(Enum):
    CERTIFICATE = auto()


class TokenFlag(Enum):
    TOKEN_INITIALIZED = auto()


class PKCS11Error(RuntimeError):
    pass


class PinIncorrect(PKCS11Error):
    pass


class PinLenRange(PKCS11Error):
    pass


class PinInvalid(PKCS11Error):
    pass


class PinLocked(PKCS11Error):
    pass


class DeviceRemoved(PKCS11Error):
    pass


class Session:
    """What an opened token gives; it signs only if a PIN opened it."""

    def __init__(self, stored: dict[bytes, Issued]) -> None:
        self.stored = stored

    def get_objects(self, criteria: dict[Attribute, Any]) -> Iterator[dict[Attribute, bytes]]:
        assert criteria == {Attribute.CLASS: ObjectClass.CERTIFICATE}
        for object_id, issued in self.stored.items():
            value = issued.certificate.public_bytes(serialization.Encoding.DER)
            yield {Attribute.ID: object_id, Attribute.VALUE: value}


class Token:
    """A card that locks itself after three wrong PINs, as real ones do."""

    def __init__(self, label: str, pin: str, stored: dict[bytes, Issued]) -> None:
        self.label = label
        self.wrong_pins = 0
        self._pin = pin
        self._stored = stored

    def plug(self, object_id: bytes, issued: Issued) -> None:
        """Put one more certificate and its key on the card."""
        self._stored[object_id] = issued

    @contextmanager
    def open(self, user_pin: str | None = None) -> Iterator[Session]:
        if user_pin is not None and self.wrong_pins == 3:
            raise PinLocked
        if user_pin is not None and user_pin != self._pin:
            self.wrong_pins += 1
            raise PinIncorrect
        yield Session(self._stored)


class Driver:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens

    def get_tokens(self, token_flags: TokenFlag) -> Iterator[Token]:
        assert token_flags is TokenFlag.TOKEN_INITIALIZED
        yield from self.tokens


def bridge_signer(
    session: Session, *, cert_id: bytes, key_id: bytes, use_raw_mechanism: bool
) -> Signer:
    """Stand for ``pyhanko.sign.pkcs11.PKCS11Signer``; these cards hold elliptic-curve keys."""
    assert cert_id == key_id
    assert use_raw_mechanism
    issued = session.stored[cert_id]
    return _KeyHolder(KeyMaterial(issued.key, issued.certificate, issued.issuers))


def modules(drivers: dict[str, Driver]) -> dict[str, ModuleType]:
    """Make the modules to put in place of the real ones, by name; ``drivers`` by path."""

    def lib(path: str) -> Driver:
        if path not in drivers:
            raise PKCS11Error(f"OS exception while loading {path}")
        return drivers[path]

    library, bridge = ModuleType("pkcs11"), ModuleType("pyhanko.sign.pkcs11")
    for member in (Attribute, ObjectClass, TokenFlag):
        setattr(library, member.__name__, member)
    for problem in (PKCS11Error, PinIncorrect, PinLenRange, PinInvalid, PinLocked):
        setattr(library, problem.__name__, problem)
    vars(library)["lib"] = lib
    vars(bridge)["PKCS11Signer"] = bridge_signer
    return {library.__name__: library, bridge.__name__: bridge}
