"""Packs of contracts: made and signed here, looked at before anything moves, installed whole."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk.app.whole_file import not_written, read_whole, write_whole
from cvdesk.bootstrap.contrat_recu import ContratRecu
from cvdesk.bootstrap.dossiers import Dossiers
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_difference import difference
from cvdesk.domain.recherche import ContratEcarte
from cvdesk.domain.wording import plain
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.exchange.pack import Pack

_OVERHEAD_BYTES = 1_000_000
_MOST_FAULTS = 30
_LONGEST_SLUG = 24


@dataclass
class Contrats(Dossiers):
    """The contracts of this computer that did not come with CVDesk."""

    @property
    def _identity_folder(self) -> Path:
        return self.paths.settings / "identites"

    @property
    def _installed(self) -> Path:
        return self.paths.data / "contrats"

    def editions(self, contrat_id: str) -> tuple[Contrat, ...]:
        """Return every edition of a contract that is here, the current one first."""
        names = [one.version for one in self.catalogue.contrats() if one.id == contrat_id]
        current = self.contrat(contrat_id).version if names else ""
        names.sort(key=lambda name: name != current)
        return tuple(self.contrat(contrat_id, name) for name in names)

    def contrats_ecartes(self) -> tuple[ContratEcarte, ...]:
        """Return the contracts installed that cannot be used any more, and why."""
        return self.catalogue.ecartes()

    def edition(self, contrat_id: str, wanted: str) -> Contrat:
        """Return an edition by its name, or by a part of it that no other edition has.

        Raises:
            ContratUnknown: If none, or several, answer.
            UserError: If it is the contract of a dossier that follows none.
        """
        if not contrat_id:
            raise UserError(
                "Ce dossier ne suit aucun contrat de ville\u00a0: il n’a pas d’édition à changer.",
                remedy="Déplacez la demande de subvention, elle seule cite un contrat.",
            )
        names = [one.version for one in self.catalogue.contrats() if one.id == contrat_id]
        near = [name for name in names if wanted and plain(wanted) in plain(name)]
        exact = wanted in names or len(near) != 1
        return self.contrat(contrat_id, wanted if exact else near[0])

    def pack_contrat(self, folder: Path, identity: str, password: str) -> bytes:
        """Return a signed pack of the contract whose sources stand in ``folder``.

        Raises:
            UserError: If the sources have faults, a file name cannot travel, or the identity may
                not sign.
        """
        from cvdesk.catalog.contrat_load import load_contrat
        from cvdesk.exchange.pack import MAX_BYTES, check_names, manifest, pack_bytes, read_pack
        from cvdesk.signing.detached import sign_detached, verify_detached
        from cvdesk.signing.identity import Identities

        folder = folder.resolve()
        contrat = load_contrat(folder)
        files = {
            path.name: read_whole(path, at_most_bytes=MAX_BYTES) for path in folder.glob("*.yaml")
        }
        check_names(files, folder.name)
        known, now = Identities(self._identity_folder, clock=self.clock), self.clock()
        key_file = known.key_file(known.find(identity))
        signed = manifest(contrat.id, contrat.version, files, now)
        made = pack_bytes(signed, sign_detached(signed, key_file, password, now), files)
        read = read_pack(made, folder.name)
        verify_detached(read.signed, read.signature, claimed_at=read.made_at, now=now)
        return made

    def look_at_pack(self, path: Path, trusted: Iterable[bytes] = ()) -> ContratRecu:
        """Return what a pack would bring; nothing changes.

        Args:
            path: The pack.
            trusted: Contents of certificate files of people and authorities known; the identities
                of this computer are known without being said.

        Raises:
            UserError: If it is not a pack, was altered, is not signed by whom it says, holds a
                contract with faults, or another content for an edition that is here.
        """
        from cvdesk.exchange.pack import MAX_BYTES, read_pack
        from cvdesk.signing.detached import verify_detached

        content = read_whole(path, at_most_bytes=MAX_BYTES + _OVERHEAD_BYTES)
        pack = read_pack(content, path.name)
        report = verify_detached(
            pack.signed,
            pack.signature,
            claimed_at=pack.made_at,
            trusted=(*trusted, *self._own_certificates()),
            now=self.clock(),
        )
        contrat = _contrat_of(pack, path.name)
        editions = [one.version for one in self.catalogue.contrats() if one.id == contrat.id]
        deja = contrat.version in editions
        here = self.contrat(contrat.id, contrat.version if deja else "") if editions else None
        if deja and here != contrat:
            raise UserError(
                f"L’édition «\u00a0{contrat.version}\u00a0» de ce contrat est déjà sur cet "
                "ordinateur, avec un autre contenu\u00a0: rien n’a été installé.",
                remedy="Des dossiers la suivent peut-être. Demandez à son auteur de donner un "
                "autre nom («\u00a0version\u00a0») à la nouvelle édition.",
            )
        return ContratRecu(
            contrat=contrat,
            signature=report,
            meme_signataire=self._same_signer(contrat.id, report.signer.fingerprint),
            compare_a=here,
            difference=None if here is None else difference(here, contrat),
            deja=deja,
            files={**pack.files, "manifest.json": pack.signed, "signature.pem": pack.signature},
        )

    def _own_certificates(self) -> Iterator[bytes]:
        from cvdesk.signing.identity import Identities

        known = Identities(self._identity_folder, clock=self.clock)
        return (known.certificate_file(one) for one in known.all())

    def _same_signer(self, contrat_id: str, fingerprint: str) -> bool | None:
        from cvdesk.signing.detached import signer_of

        signers = set()
        for path in self._installed.glob(f"{contrat_id}@*/signature.pem"):
            with suppress(UserError, OSError):  # that folder is left out and told elsewhere
                signers.add(signer_of(path.read_bytes()).fingerprint)
        return fingerprint in signers if signers else None

    def install_contrat(self, received: ContratRecu) -> None:
        """Install a contract that was looked at: whole or not at all.

        Dossiers follow the edition they follow until their owner moves them.

        Raises:
            FileNotWritten: If the disk does not let it; the catalogue is as before.
        """
        from cvdesk.catalog.contrat_load import EDITION_MARK

        if received.deja:
            return
        contrat = received.contrat
        kept = (
            f"{_slug(contrat.version)}-{hashlib.sha256(contrat.version.encode()).hexdigest()[:8]}"
        )
        former = tuple(self._installed.glob(f"{contrat.id}{EDITION_MARK}*-{kept}"))
        # The date comes first: of two editions with the same term, the last one to come is current.
        name = f"{contrat.id}{EDITION_MARK}{self.clock():%Y%m%d-%H%M%S}-{kept}"
        draft = self._installed / f".{secrets.token_hex(8)}"
        try:
            draft.mkdir(parents=True)
            for file, content in received.files.items():
                write_whole(draft / file, content)
            for one in former:  # it was there and could not be used any more
                shutil.rmtree(one)
            draft.rename(self._installed / name)
        except OSError as error:
            raise not_written(self._installed / name, error) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        self.__dict__.pop("catalogue", None)


def _contrat_of(pack: Pack, name: str) -> Contrat:
    """Read the contract a pack holds, away from the catalogue.

    Raises:
        UserError: If its sources have faults, each told with its place, or are those of another.
    """
    from cvdesk.catalog.contrat_load import EDITION_MARK, ContratErrors, load_contrat

    with tempfile.TemporaryDirectory(prefix="cvdesk-") as scratch:
        folder = Path(scratch) / f"{pack.contrat}{EDITION_MARK}recu"
        folder.mkdir()
        for file, content in pack.files.items():
            (folder / file).write_bytes(content)
        try:
            contrat = load_contrat(folder)
        except ContratErrors as error:
            faults = [str(fault).partition("/")[2] for fault in error.faults]
            more = len(faults) - _MOST_FAULTS
            told = [*faults[:_MOST_FAULTS], *([f"et {more} autres."] if more > 0 else [])]
            raise UserError(
                "\n  ".join(
                    [f"Le contrat de «\u00a0{name}\u00a0» ne peut pas être utilisé\u00a0:", *told]
                ),
                remedy="\nRien n’a été installé. Envoyez ces lignes à son auteur.",
            ) from error
    if (contrat.id, contrat.version) != (pack.contrat, pack.version):
        raise UserError(
            f"«\u00a0{name}\u00a0» annonce «\u00a0{pack.contrat}, {pack.version}\u00a0» et "
            f"contient «\u00a0{contrat.id}, {contrat.version}\u00a0»\u00a0: rien n’a été installé.",
            remedy="Demandez à son auteur de l’empaqueter de nouveau.",
        )
    return contrat


def _slug(version: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(version))[:_LONGEST_SLUG].strip("-") or "edition"
