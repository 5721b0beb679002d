"""What is known of a signing identity, and what a signed PDF proves.

A signature answers three questions, and they are never mixed: is the document intact, who signed,
and do I know that certificate? A perfect answer to the first says nothing about the third.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


def grouped_fingerprint(fingerprint: str) -> str:
    """Show a hexadecimal fingerprint as people read it over the phone: groups of four capitals."""
    capitals = fingerprint.upper()
    return " ".join(capitals[start : start + 4] for start in range(0, len(capitals), 4))


def day_and_hour(moment: datetime) -> str:
    """Show a moment in French, in the time zone it carries."""
    return f"{moment:%d/%m/%Y} à {moment:%H} h {moment:%M}"


@dataclass(frozen=True, slots=True)
class Identity:
    """The public facts of a signing certificate. Nothing here is secret.

    Attributes:
        key: Short stable name: the name of its files, without folder nor extension.
        function: « Présidente », « Trésorier »…; empty when the certificate does not say.
        organisation: The association; empty when the certificate does not say.
        email: Empty when the certificate does not say.
        issuer: Who issued the certificate; the holder's own name when self-issued.
        self_issued: Whether the holder made the certificate alone: by itself it proves no identity.
        valid_from: Aware UTC.
        valid_until: Aware UTC; the last second included.
        fingerprint: SHA-256 of the certificate (DER), 64 lower-case hexadecimal digits.
        algorithm: Kind and size of the key: « RSA 3072 », « EC secp256r1 ».
    """

    key: str
    holder: str
    function: str
    organisation: str
    email: str
    issuer: str
    self_issued: bool
    valid_from: datetime
    valid_until: datetime
    fingerprint: str
    algorithm: str

    def covers(self, moment: datetime) -> bool:
        """Tell whether an aware moment lies within the certificate's validity."""
        return self.valid_from <= moment <= self.valid_until

    @property
    def fingerprint_groups(self) -> str:
        """The fingerprint as it is printed and compared by voice."""
        return grouped_fingerprint(self.fingerprint)


@dataclass(frozen=True, slots=True)
class SignatureRequest:
    """What to sign, and what the signature says of itself.

    Attributes:
        field_name: Name of an empty signature field of the PDF.
        reason: « Dossier lu et approuvé »…; empty to say nothing.
        location: « Fait à »; empty to say nothing.
        appearance: One-page PDF of the size of the field, its fonts embedded; None to leave the
            field as it looks.
        signed_at: Aware moment to claim; None for the clock of this computer.
    """

    field_name: str
    reason: str = ""
    location: str = ""
    appearance: bytes | None = dataclasses.field(default=None, repr=False)
    signed_at: datetime | None = None


class Modifications(Enum):
    """What became of the file after a signature."""

    NONE = "aucune"
    PERMITTED = "permises"
    FORBIDDEN = "non permises"
    UNKNOWN = "impossibles à établir"

    @property
    def words(self) -> str:
        """One French phrase, to follow « modifications depuis la signature »."""
        return _MODIFICATION_WORDS[self]


_MODIFICATION_WORDS = {
    Modifications.NONE: "aucune",
    Modifications.PERMITTED: "seulement ce qui est permis (une autre signature, un champ rempli)",
    Modifications.FORBIDDEN: "le document a été changé au-delà de ce qui est permis",
    Modifications.UNKNOWN: "impossible de le savoir",
}


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What one signature of a PDF proves.

    Attributes:
        field: Name of the signature field.
        signer: Name in the certificate; empty when the signature cannot be read. It is a claim as
            long as the signature is not intact and its certificate not known.
        claimed_at: When the signer's own computer says it was; aware; None when not said.
        level: « PAdES B-B »…; empty when the signature cannot be read.
        issuer: Who issued the certificate.
        fingerprint: SHA-256 of the certificate, 64 lower-case hexadecimal digits, or empty.
        intact: The signed bytes are unchanged, the signature is that of the certificate, and
            nothing was added afterwards but what the signature permits.
        covers_whole_file: The signature covers every byte of the file, later permitted signatures
            apart.
        identity_known: The certificate, or the authority that issued it, is among the trusted ones.
            Never true for a signature that is not intact.
        problem: French sentence: why it is not intact; empty when it is.
        remarks: French sentences on what surprises without breaking the signature.
    """

    field: str
    signer: str
    claimed_at: datetime | None
    level: str
    issuer: str
    self_issued: bool
    fingerprint: str
    intact: bool
    covers_whole_file: bool
    identity_known: bool
    modifications: Modifications
    reason: str = ""
    location: str = ""
    problem: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def level_words(self) -> str:
        """Level and origin of the certificate, in French; empty when nothing could be read."""
        if not self.level:
            return ""
        if self.self_issued:
            return f"{self.level}, certificat créé par la personne elle-même"
        return f"{self.level}, certificat délivré par {self.issuer}"

    @property
    def integrity_answer(self) -> str:
        """Answer in French: is the document intact since this signature?"""
        if not self.intact:
            return f"Non. {self.problem}"
        if self.modifications is Modifications.PERMITTED:
            return (
                "Oui. Depuis cette signature, il ne s’est ajouté que ce qu’elle permet : "
                "une autre signature ou un champ rempli."
            )
        return "Oui. Pas un octet n’a changé depuis cette signature."

    @property
    def signer_answer(self) -> str:
        """Answer in French: by whom, according to the certificate?"""
        if not self.signer:
            return "On ne peut pas le savoir : cette signature ne se lit pas."
        if not self.intact:
            return (
                f"Le certificat porte le nom de {self.signer}, mais une signature qui n’est pas "
                "intacte n’engage personne."
            )
        when = (
            f", le {day_and_hour(self.claimed_at)} selon l’horloge de son ordinateur"
            if self.claimed_at is not None
            else ""
        )
        return f"{self.signer}{when} ({self.level_words})."

    @property
    def trust_answer(self) -> str:
        """Answer in French: do I know that certificate?"""
        if self.identity_known:
            return "Oui. Vous connaissez ce certificat, ou l’organisme qui l’a délivré."
        if not self.intact:
            return "La question ne se pose pas tant que la signature n’est pas intacte."
        return (
            "Non, pas encore : n’importe qui peut créer un certificat à ce nom. Comparez cette "
            f"empreinte, de vive voix, avec celle de {self.signer} : "
            f"{grouped_fingerprint(self.fingerprint)}"
        )


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """What the signatures of one PDF prove together.

    Attributes:
        sha256: Of the whole file, 64 lower-case hexadecimal digits.
        signatures: In the order they were made.
        empty_fields: Signature fields nobody signed yet.
        expected: Signature fields that should be signed, with the holder awaited in each (an empty
            name: whoever).
        withdrawn: Fields signed in an earlier state of the file and no longer signed.
        same_as_recorded: Whether the file is the very one recorded before; None when no fingerprint
            was given to compare. Nothing else shows that a *last* signature was cut off.
    """

    sha256: str
    signatures: tuple[SignatureReport, ...]
    empty_fields: tuple[str, ...]
    expected: Mapping[str, str]
    withdrawn: tuple[str, ...]
    same_as_recorded: bool | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Expected fields that bear no signature, whether the file still has the field or not."""
        signed = {signature.field for signature in self.signatures}
        return tuple(field for field in self.expected if field not in signed)

    @property
    def strangers(self) -> tuple[SignatureReport, ...]:
        """Signatures that carry another name than the one awaited in their field."""
        return tuple(
            signature
            for signature in self.signatures
            if (awaited := self.expected.get(signature.field, ""))
            and _folded(awaited) != _folded(signature.signer)
        )

    @property
    def intact(self) -> bool:
        """At least one signature, all of them intact, none withdrawn."""
        return (
            bool(self.signatures)
            and not self.withdrawn
            and all(signature.intact for signature in self.signatures)
        )

    @property
    def claimed_at(self) -> datetime | None:
        """When the last of the signatures says it was made; None when none does."""
        return max((one.claimed_at for one in self.signatures if one.claimed_at), default=None)

    @property
    def needs_attention(self) -> bool:
        """Someone should look: not intact, incomplete, other names, or not the recorded file.

        An unknown identity alone is no alarm: it is the usual case of a certificate made at home.
        """
        return (
            not self.intact
            or bool(self.missing)
            or bool(self.strangers)
            or self.same_as_recorded is False
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to say of the file as a whole, in French; the signatures speak for themselves."""
        said = []
        if not self.signatures:
            said.append("Ce PDF ne porte aucune signature électronique.")
        said += [
            f"La signature du champ « {field} » a été retirée après coup : demandez un nouvel "
            "exemplaire."
            for field in self.withdrawn
        ]
        for field in self.missing:
            person = self.expected[field] or "la personne attendue"
            said.append(f"Il manque la signature de {person} (champ « {field} »).")
        for signature in self.strangers:
            person = self.expected[signature.field]
            signer = signature.signer or "une personne illisible"
            said.append(f"Le champ « {signature.field} » attend {person} et porte {signer}.")
        if self.same_as_recorded is False:
            said.append(
                "Ce fichier n’est pas celui que CVDesk a enregistré : il a été remplacé, ou une "
                "signature y a été ajoutée ou retirée. Comparez-le avec votre exemplaire."
            )
        if self.same_as_recorded is True:
            said.append("Ce fichier est exactement celui que CVDesk a enregistré.")
        return tuple(said)


def _folded(name: str) -> str:
    """Compare names as people do: capitals, spaces and the kind of apostrophe do not count."""
    composed = unicodedata.normalize("NFC", name)
    return " ".join(composed.replace("’", "'").casefold().split())
