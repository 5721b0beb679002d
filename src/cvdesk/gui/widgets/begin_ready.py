"""Ready: what was chosen, what to have at hand, about how long it takes."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cvdesk.app.beginning import Beginning, at_hand
from cvdesk.gui.widgets.begin_page import BeginPage, Known
from cvdesk.gui.widgets.buttons import Drawing
from cvdesk.gui.widgets.words import Words, empty, frame

NO_CONTRAT = (
    "Non précisé. Un dossier suit un seul contrat de ville, du début à la fin\u00a0: il reste à "
    "choisir le vôtre."
)


class BeginReady(BeginPage):
    """The last page."""

    title = "Voilà ce qui commence"
    said = "Tout peut encore changer dans le dossier, sauf le contrat de ville. Rien n’est perdu."

    def lay(self) -> None:
        """What was chosen, then what to have at hand."""
        chosen = frame("card")
        self._chosen = QVBoxLayout(chosen)
        self._chosen.setContentsMargins(16, 12, 16, 12)
        self._chosen.setSpacing(6)
        self.column.addWidget(chosen)
        need = frame("fro")
        inside = QHBoxLayout(need)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(12)
        inside.addWidget(Drawing(self.look, "conseil", "fro", 22))
        self._hand = QVBoxLayout()
        self._hand.setSpacing(4)
        inside.addLayout(self._hand, 1)
        self.column.addWidget(need)

    def enter(self, known: Known, beginning: Beginning) -> None:
        """Say it all."""
        contrat = known.contrat(beginning.contrat)
        appel = known.appel(beginning.appel)
        voies = self.desk.registre_appels.voies
        voie = next((one for one in voies if one.id == beginning.voie), None)
        quarter = contrat.quartier(beginning.quartier).nom if beginning.quartier else ""
        where = ", ".join(part for part in (quarter, beginning.commune) if part)
        cited = [contrat.citation(place).titre for place in beginning.orientations]
        years = [str(year) for year in (beginning.years or (() if appel is None else appel.annees))]
        empty(self._chosen)
        for label, value in (
            ("Contrat", contrat.titre_court or NO_CONTRAT),
            ("Lieu", where or "à choisir dans le dossier"),
            ("Orientations", "\n".join(cited) or "à choisir dans le dossier"),
            ("Façon de demander", "" if voie is None else voie.titre),
            ("Appel", "à choisir plus tard" if appel is None else appel.titre),
            ("Années", " à ".join(dict.fromkeys((years[0], years[-1]))) if years else ""),
        ):
            self._chosen.addWidget(Words(label, role="caption"))
            self._chosen.addWidget(Words(value, role="body"))
        empty(self._hand)
        long = "" if voie is None else f" Comptez {voie.duree}, en plusieurs fois si vous voulez."
        self._hand.addWidget(Words(f"Ayez sous la main, si vous l’avez déjà.{long}", role="strong"))
        for one in at_hand(voie, appel):
            self._hand.addWidget(Words(f"–  {one}", role="body"))
        self._hand.addWidget(
            Words("Vous pouvez aussi commencer sans rien\u00a0: tout s’enregistre.", role="help")
        )

    def answer(self, beginning: Beginning) -> Beginning:
        """Nothing is asked here."""
        return beginning

    def forget(self, beginning: Beginning) -> Beginning:
        """Nothing is asked here."""
        return beginning
