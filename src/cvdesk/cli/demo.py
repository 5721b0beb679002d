"""``cvdesk demo``: the main job, end to end, on the two worked dossiers, without a screen."""

from __future__ import annotations

import argparse
import hashlib
import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, TypeVar

from cvdesk.app.everything import write_everything
from cvdesk.app.new_dossier import Example
from cvdesk.app.session import Session
from cvdesk.app.signatories import signatory
from cvdesk.app.whole_file import write_whole
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import make_folder
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.budget import asked_by_year, budgets, percent
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.findings import Gravity
from cvdesk.domain.frozen import fingerprint, frozen_content, grouped_fingerprint
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.money import Euros

T = TypeVar("T")

NAMES = {"annuelle": "annuel", "pluriannuelle": "cpo"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("sortie", type=Path, help="le dossier où tout écrire")


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Build, check, export, freeze, sign, verify, reopen and compare both examples.

    The demonstration identities live in a folder of their own that is erased at the end.

    Raises:
        UserError: If the output folder cannot be written.
    """
    make_folder(args.sortie)
    fine = True
    with tempfile.TemporaryDirectory(prefix="cvdesk-demo-") as scratch:
        demo = Cvdesk(replace(app.paths, settings=Path(scratch)), app.clock)
        for example in app.examples():
            fine &= _Demo(demo, example, args.sortie, out).run()
    print(f"Tout est dans {args.sortie}", file=out)
    return ExitCode.DONE if fine else ExitCode.ATTENTION


def _signing_day(dossier: Dossier) -> date | None:
    """Return the day the example is signed: its checks are those of that day, whenever it runs."""
    text = dossier.text(Key(FieldId("fait_le")))
    return None if text is None else date.fromisoformat(text)


class _Demo:
    """One worked dossier, from its answers to a signed PDF read back."""

    def __init__(self, app: Cvdesk, example: Example, target: Path, out: IO[str]) -> None:
        self._app = app
        self._example = example
        self._target = target
        self._out = out
        self._fine = True

    def run(self) -> bool:
        """Do every step; return whether each did what it should."""
        self._say(f"\n{self._example.title}")
        dossier = self._step("dossier rempli", lambda: self._app.example_dossier(self._example))
        session = self._app.session(dossier, on=_signing_day(dossier))
        name = NAMES[session.reference.form.period]
        paquet = self._target / f"{name}.cvdesk"
        self._step("contrôles", lambda: session.findings)
        self._tell_findings(session)
        self._tell_totals(session)
        draft = self._step("brouillon en PDF", lambda: self._app.print_current(session))
        write_whole(self._target / f"{name}-brouillon.pdf", draft)
        version, frozen = self._step("version figée", lambda: self._app.freeze(session))
        self._step("paquet écrit", lambda: self._app.write_paquet(paquet, session.dossier))
        write_whole(self._target / f"{name}.json", self._app.data(session.dossier))
        self._say(f"    version {version.number}, empreinte du contenu "
                  f"{' '.join(grouped_fingerprint(version.fingerprint))}")  # fmt: skip
        signed = self._sign(session, frozen)
        write_whole(self._target / f"{name}.pdf", signed)
        self._transmit(session, signed, self._target / f"{name}-sorties")
        self._verify(signed)
        self._reopen(session, signed, paquet)
        return self._fine

    def _sign(self, session: Session, frozen: bytes) -> bytes:
        person = signatory(session.facts)
        password = secrets.token_urlsafe(16)
        identity = self._step(
            "identité de démonstration créée",
            lambda: self._app.create_identity(
                person.holder,
                password,
                function=person.function,
                organisation=session.facts.shown("sigle"),
            ),
        )
        return self._step(
            f"signé par {person.holder}",
            lambda: self._app.sign(frozen, person.field, identity.key, password),
        )

    def _transmit(self, session: Session, signed: bytes, folder: Path) -> None:
        """Write what leaves with the dossier: slip, portal copy, annexes, letters, data."""
        digest = hashlib.sha256(signed).hexdigest()
        session.record_signature(signatory(session.facts).holder, digest)
        outputs = self._app.transmettre.outputs(session, {digest: signed}.get).all()
        written = self._step(
            "tout ce qui part avec lui", lambda: write_everything(session.facts, outputs, folder)
        )
        self._say(f"    {len(written.names)} fichiers dans {folder.name}")
        self._expect("chaque fichier est écrit", ok=not written.refused)

    def _verify(self, signed: bytes) -> None:
        verification = self._step("signature vérifiée", lambda: self._app.verify(signed))
        for one in verification.report.signatures:
            self._say(f"    intacte\u00a0? {one.integrity_answer}")
            self._say(f"    par qui\u00a0? {one.signer_answer}")
            self._say(f"    connue\u00a0? {one.trust_answer}")
        self._expect("la signature est intacte", ok=verification.report.intact)
        self._expect("les données embarquées sont celles imprimées",
                     ok=verification.same_content is True)  # fmt: skip

    def _reopen(self, session: Session, signed: bytes, paquet: Path) -> None:
        again = self._step("PDF rouvert", lambda: self._app.reopen(signed))
        same = frozen_content(again) == frozen_content(session.dossier)
        self._expect("le dossier rouvert est celui qui a été signé", ok=same)
        from_paquet = self._app.read_paquet(paquet).dossier
        self._expect("le paquet relu a la même empreinte",
                     ok=fingerprint(from_paquet) == fingerprint(session.dossier))  # fmt: skip

    def _tell_findings(self, session: Session) -> None:
        by_gravity = {
            gravity: [one for one in session.findings if one.gravity is gravity]
            for gravity in Gravity
        }
        self._expect("aucun point bloquant", ok=not by_gravity[Gravity.BLOCKING])
        for gravity, found in by_gravity.items():
            for one in found:
                self._say(f"    {gravity.value} {one.number or '–'}  {one.message}")

    def _tell_totals(self, session: Session) -> None:
        for one in budgets(session.facts):
            share = f", demandé {one.asked} ({percent(one.asked, one.produits)})"
            self._say(
                f"    {one.budget.label} {one.year}\u00a0: {one.charges} / {one.produits}{share}"
            )
        asked = asked_by_year(session.facts)
        if len(asked) > 1:
            self._say(f"    demandé en tout\u00a0: {Euros.total(asked.values())}")

    def _step(self, what: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        result = work()
        self._say(f"  {what:<34} {(time.perf_counter() - start) * 1000:7.0f} ms")
        return result

    def _expect(self, what: str, *, ok: bool) -> None:
        self._say(f"    {'oui' if ok else 'NON'} : {what}")
        self._fine &= ok

    def _say(self, line: str) -> None:
        print(line, file=self._out)
