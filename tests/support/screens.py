"""Draw every screen offscreen, to look at: ``python -m tests.support.screens OUT``.

Light, dark and high contrast, at 100 % and 200 %, on the worked dossiers with a few slips in them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from cvdesk.app.merge import Merged, merge
from cvdesk.app.navigation import steps
from cvdesk.app.review import add_remark, reply
from cvdesk.app.session import Session
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_difference import difference
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import GroupId, Key, RowId
from cvdesk.domain.stamp import Stamp
from cvdesk.gui.application import prepare, resources
from cvdesk.gui.background import wait_for_all
from cvdesk.gui.look import Look
from cvdesk.gui.main_window import MainWindow
from cvdesk.gui.screens.appel_writing import AppelWriting
from cvdesk.gui.screens.appels import Appels
from cvdesk.gui.screens.associations import AssociationsPlace
from cvdesk.gui.screens.atelier import Atelier
from cvdesk.gui.screens.budget_figures import BudgetFigures
from cvdesk.gui.screens.budget_screen import BudgetScreen
from cvdesk.gui.screens.contrat_recu import ReceivedContrat
from cvdesk.gui.screens.edition import EditionScreen
from cvdesk.gui.screens.espaces import EspacesScreen
from cvdesk.gui.screens.fiche import FicheScreen
from cvdesk.gui.screens.fusion import Fusion
from cvdesk.gui.screens.justifier import JustifierScreen
from cvdesk.gui.screens.new_dossier import NewDossier
from cvdesk.gui.screens.permanence import Permanence
from cvdesk.gui.screens.pouvoir import PowerScreen
from cvdesk.gui.screens.power_signature import PowerSignature
from cvdesk.gui.screens.reconduire import RenewScreen
from cvdesk.gui.screens.reglages import Reglages
from cvdesk.gui.screens.remarques import Remarques
from cvdesk.gui.screens.signature import Signature
from cvdesk.gui.screens.suivi import SuiviScreen
from cvdesk.gui.screens.transmettre import Transmettre
from cvdesk.gui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from cvdesk.gui.widgets.begin_call import BeginCall
from cvdesk.gui.widgets.begin_need import BeginNeed
from cvdesk.gui.widgets.begin_place import BeginPlace
from cvdesk.gui.widgets.begin_ready import BeginReady
from cvdesk.gui.widgets.begin_way import BeginWay
from tests.gui.desk import ADesk, ReceivedInMemory, SilentDialogs
from tests.support.builders import REPORT_A, REVIEW_A, a_contrat, a_sample, an_appel
from tests.support.editions import TREE, an_edition

FOLLOWED = {
    "suivi_depose_le": "14/12/2026", "suivi_decision": "accorde_en_partie",
    "suivi_decision_le": "02/04/2027", "suivi_octroi_montant.2027@O1": "6 000",
    "suivi_versement_montant@V1": "3 000", "suivi_versement_le@V1": "10/06/2027",
}  # fmt: skip
SLIPS = {"projet_641.2027@P1": "9 900", "droit_commun@P1": "", "attest_compte": ""}
POWER = {
    "signataire_civilite": "M.",
    "signataire_prenom": "Lucien",
    "signataire_nom": "PERROT",
    "signataire_fonction": "secrétaire adjoint",
    "pouvoir_debut": "01/12/2026",
    "pouvoir_fin": "31/12/2027",
    "fait_a": "Vitry-sur-Seine",
    "fait_le": "02/12/2026",
}
WEAR: tuple[tuple[str, Tokens, float], ...] = (
    ("clair", LIGHT, 1.0),
    ("sombre", DARK, 1.0),
    ("contraste", HIGH_CONTRAST, 1.0),
    ("200", LIGHT, 2.0),
)
SIZE = 1366, 768
NARROW = 1093, 614


def settle(application: QApplication) -> None:
    """Let what runs in the background arrive, and what was asked be painted."""
    for _ in range(4):
        wait_for_all()
        application.processEvents()


def budget_form(look: Look, desk: ADesk, session: Session, act: str, *words: str) -> QWidget:
    """Return the dialog that an action of the budget opens."""
    dialogs = SilentDialogs()
    step = next(one for one in steps(session.facts) if one.section.id == "budget_projet")
    made = Atelier(look, desk, session, dialogs, step=step)
    screen = made.step_screen
    if not isinstance(screen, BudgetScreen):
        raise TypeError(screen)
    getattr(screen.tools, act)(*words)
    form = dialogs.forms[-1]
    form.setParent(None)
    form.destroyed.connect(made.deleteLater)  # its session would keep the workshop
    return form


def budget_screens(look: Look, desk: ADesk) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Yield what opens from the budget of the agreement."""
    agreement = desk.session(desk.dossiers()[1])
    yield "budgets-donnent", lambda: BudgetFigures(look, desk, agreement, SilentDialogs())
    for name in ("copy_year", "share_out", "count_hours", "balance", "add_funder"):
        yield f"budget-{name}", partial(budget_form, look, desk, agreement, name)
    yield "budget-pourquoi", partial(budget_form, look, desk, agreement, "explain", "74")


def screens(look: Look, desk: ADesk) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Yield the name of every screen, and how to make it."""

    def window() -> QWidget:
        made = MainWindow(look)
        made.attach(desk, SilentDialogs())
        return made

    def atelier(session: Session, step: str) -> QWidget:
        wanted = next(one for one in steps(session.facts) if one.id == step)
        return Atelier(look, desk, session, SilentDialogs(), step=wanted)

    def portal(session: Session) -> QWidget:
        made = Transmettre(look, desk, session, SilentDialogs())
        made.open_portal()
        if made.panel is not None:
            made.panel.open_screen(3)
            for _ in range(4):
                made.panel.copy_and_go()
        return made

    yield "accueil", window
    kept = {one.form.form: desk.session(one) for one in reversed(desk.dossiers())}
    for prefix in ("annuel", "cpo", "compte-rendu", "bilan"):
        session = kept[prefix]
        for step in steps(session.facts):
            name = f"{prefix}-{step.section.id}"
            yield name, partial(atelier, session, step.id)
    session, account = kept["annuel"], kept["compte-rendu"]
    yield "signature", lambda: Signature(look, desk, session, SilentDialogs())
    yield from budget_screens(look, desk)
    for prefix in ("annuel", "cpo"):
        leaving = kept[prefix]
        yield f"{prefix}-transmettre", partial(Transmettre, look, desk, leaving, SilentDialogs())
        yield f"{prefix}-portail", partial(portal, leaving)
    yield "permanence", lambda: Permanence(look, desk, SilentDialogs())
    yield "espaces", lambda: EspacesScreen(look, desk, SilentDialogs())
    yield "remarques", lambda: Remarques(look, desk, a_reviewed_one(desk), SilentDialogs())
    yield "fusion", lambda: Fusion(look, desk, *two_copies(desk))
    yield from conversation(look, desk)
    yield from calls(look, desk)
    yield "signature-compte-rendu", lambda: Signature(look, desk, account, SilentDialogs())
    yield "justifier", lambda: JustifierScreen(look, desk, session, SilentDialogs())
    yield "justifier-fait", lambda: JustifierScreen(look, desk, account, SilentDialogs())
    yield "edition", lambda: EditionScreen(look, desk, session, SilentDialogs())
    yield "contrat-recu", lambda: ReceivedContrat(look, desk, SilentDialogs(), a_received_one())
    followed = a_followed_one(desk)
    yield "suivi", lambda: SuiviScreen(look, desk, followed, SilentDialogs())
    yield "reconduire", lambda: RenewScreen(look, desk, followed, SilentDialogs())
    again = desk.session(desk.suivi.renew(followed, appel="", years=(2028,)).dossier)
    yield "atelier-reconduit", partial(atelier, again, "besoin@P1")
    yield "associations", lambda: AssociationsPlace(look, desk, SilentDialogs())
    power = desk.session(desk.powers.start(session.dossier))
    for name, typed in POWER.items():
        power.answer(Key.parse(name), typed)
    yield "pouvoir", lambda: PowerScreen(look, desk, session, SilentDialogs())
    yield "pouvoir-signature", lambda: PowerSignature(look, desk, power, SilentDialogs())
    yield "fiche", lambda: FicheScreen(look, desk, session, SilentDialogs())
    yield "affichage", lambda: Reglages(look, desk, SilentDialogs())


def a_followed_one(desk: ADesk) -> Session:
    """Return the annual example signed, deposited, granted in part and paid in part, in June."""
    later = ADesk(today=date(2027, 6, 12))
    session = later.session(desk.example_dossier(desk.examples()[0]))
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    session.add_row(GroupId("suivi_octrois"), row=RowId("O1"))
    session.add_row(GroupId("suivi_versements"), row=RowId("V1"))
    for name, typed in FOLLOWED.items():
        session.answer(Key.parse(name), typed)
    return session


def another_edition() -> Contrat:
    """Return an edition of the contract of the examples in which an orientation is shared."""
    tree = TREE | {"O8": "Vaincre la fracture numérique"}
    return an_edition("2", tree, became=[("O4", "O4"), ("O4", "O8")])


def a_received_one() -> ReceivedInMemory:
    """Return that edition as a file just received."""
    changes = difference(a_contrat(), another_edition()).phrases
    return ReceivedInMemory(another_edition(), ("Ce qui change\u00a0:", changes))


def a_reviewed_one(desk: ADesk) -> Session:
    """Return a dossier on which a reader wrote."""
    session = desk.session(desk.dossiers()[0])
    need = Key.parse("droit_commun@P1")
    reply(session, add_remark(session, need, "Citez le réseau linguistique."), "Je l’ajoute.")
    add_remark(session, None, "Je ne signe pas encore\u00a0: le budget ne tombe pas juste.")
    return session


def two_copies(desk: ADesk) -> tuple[Dossier, Merged]:
    """Return a dossier and what comes of it with a copy written elsewhere meanwhile."""
    here, name = desk.dossiers()[0], Key.parse("nom")
    at = here.edited_at
    there = here.answered(name, "Les Mots", "Aïcha", Stamp(at.millis + 60_000, 0, "a9"))
    here = here.answered(name, "Les Mots du 8-Mai", "Lucien", Stamp(at.millis + 1, 0, "L7"))
    there = there.answered(
        Key.parse("droit_commun@P1"), "En complément.", "Aïcha", Stamp(at.millis + 90_000, 0, "a9")
    )
    return here, merge(here, there)


def conversation(look: Look, desk: ADesk) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Yield each question of the conversation that begins a dossier."""

    def at(title: str) -> QWidget:
        made = NewDossier(look, desk, SilentDialogs())
        wait_for_all()
        QApplication.processEvents()
        while made.page.title != title:
            if made.page is made.place:
                made.place.commune.setCurrentText("Orly")
                made.place.commune.activated.emit(made.place.commune.currentIndex())
            made.go_on()
        return made

    for name, page in (
        ("lieu", BeginPlace), ("besoin", BeginNeed), ("voie", BeginWay), ("appel", BeginCall),
        ("pret", BeginReady),
    ):  # fmt: skip
        yield f"nouveau-{name}", partial(at, page.title)


def calls(look: Look, desk: ADesk) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Yield the calls of this computer, and one being written with a slip in it."""
    yield "appels", lambda: Appels(look, desk, SilentDialogs())

    def written() -> QWidget:
        session = desk.registre_appels.editing("gosb-2024", an_appel())
        session.answer(Key.parse("appel_cloture"), "01/10/2026")
        made = AppelWriting(look, desk, session, SilentDialogs())
        made.start()
        return made

    yield "appels-ecrire", written


def a_desk_with_slips() -> ADesk:
    """Return a desk that keeps the examples, the annual one with a few slips."""
    desk = ADesk()
    desk.editions.known.append(another_edition())
    for rank, example in enumerate(desk.examples()):
        session = desk.session(desk.example_dossier(example))
        for name, typed in SLIPS.items() if rank == 0 else ():
            session.answer(Key.parse(name), typed)
        desk.save(session.dossier)
    keep_records(desk)
    for name in (REPORT_A, REVIEW_A):
        desk.save(a_sample(name).dossier)
    return desk


def keep_records(desk: ADesk) -> None:
    """Keep a record of each association; one has moved since, and has a paper out of date."""
    for dossier in desk.associations.requests():
        record = desk.session(desk.associations.record_from(dossier))
        if record.facts.form.budgets and dossier.form.form == "annuel":
            paper = record.facts.rows("pieces")[0]
            changes = {"siege_voie": "3 allée des Exemples", "benevoles": "31"}
            changes |= {f"piece_echeance@{paper}": "01/10/2026", "sigle": ""}
            for name, typed in changes.items():
                record.answer(Key.parse(name), typed)
        desk.save(record.dossier)


def draw_all(out: Path) -> int:
    """Draw every screen in every look; return how many pictures were made."""
    application = QApplication.instance() or QApplication(["screens"])
    if not isinstance(application, QApplication):
        raise TypeError(application)
    prepare(application)
    look = Look(application, resources())
    look.load_other_fonts()
    desk = a_desk_with_slips()
    count = 0
    for folder, tokens, factor in WEAR:
        look.wear(tokens, factor)
        for name, make in screens(look, desk):
            for suffix, size in (("", SIZE), ("-etroit", NARROW)):
                if suffix and folder != "clair":
                    continue
                screen = make()
                screen.resize(*size)
                screen.show()
                settle(application)
                target = out / folder / f"{name}{suffix}.png"
                target.parent.mkdir(parents=True, exist_ok=True)
                screen.grab().save(str(target))
                screen.close()
                screen.deleteLater()
                application.processEvents()
                count += 1
    return count


if __name__ == "__main__":
    made = draw_all(Path(sys.argv[1]))
    print(f"{made} images dans {sys.argv[1]}")  # noqa: T201
