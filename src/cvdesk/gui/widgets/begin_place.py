"""Where: a commune, then its quarter; the contract, the département and the funders follow."""

from __future__ import annotations

from dataclasses import replace

from cvdesk.app.beginning import (
    Beginning,
    CommuneChoice,
    answers_of_place,
    communes,
    follows,
)
from cvdesk.gui.widgets.begin_page import BeginPage, Known, question
from cvdesk.gui.widgets.words import Words, announce

NOT_YET = "Je ne sais pas encore"
NONE_OF_THEM = "Aucun de ceux-là, ou je ne sais pas"


class BeginPlace(BeginPage):
    """The question of the territory."""

    title = "Où l’action se passe-t-elle\u00a0?"
    said = "La commune donne le contrat de ville, le département et les financeurs."

    def lay(self) -> None:
        """Three lists, and what follows from them."""
        self._known: Known | None = None
        self._choices: tuple[CommuneChoice, ...] = ()
        self.commune = question(
            self.column, "Dans quelle commune\u00a0?", "Tapez les premières lettres."
        )
        self.commune.activated.connect(self._on_commune)
        self.quartier = question(
            self.column,
            "Dans quel quartier\u00a0?",
            "Le quartier dont les habitants viennent compte plus que l’adresse de la salle.",
        )
        self.quartier.activated.connect(self.changed)
        self.contrat = question(
            self.column, "Contrat de ville", "Il suit la commune\u00a0; changez-le si besoin."
        )
        self.contrat.activated.connect(self._on_contrat)
        self.follows = Words(role="help")
        self.column.addWidget(self.follows)

    def enter(self, known: Known, beginning: Beginning) -> None:
        """Offer the communes of every contract, those in force first."""
        if self._known is not known:
            self._known = known
            self._choices = communes(known.contrats)
            self.commune.clear()
            self.commune.addItem(NOT_YET, -1)
            for rank, one in enumerate(self._choices):
                self.commune.addItem(one.label, rank)
            self.contrat.clear()
            self.contrat.addItem(NOT_YET, "")
            for contrat in known.contrats:
                over = "" if contrat.statut == "en_vigueur" else " (échu)"
                self.contrat.addItem(f"{contrat.titre_court}{over}", contrat.id)
        rank = next(
            (
                rank
                for rank, one in enumerate(self._choices)
                if (one.contrat, one.nom) == (beginning.contrat, beginning.commune)
            ),
            -1,
        )
        self.commune.setCurrentIndex(self.commune.findData(rank))
        self.contrat.setCurrentIndex(self.contrat.findData(beginning.contrat))
        self._offer_quarters(beginning.quartier)

    def answer(self, beginning: Beginning) -> Beginning:
        """Keep the place; orientations of another contract are forgotten."""
        contrat = str(self.contrat.currentData())
        same = contrat == beginning.contrat
        quartier = str(self.quartier.currentData() or "")
        place = None
        if self._known is not None and quartier:
            place = self._known.contrat(contrat).quartier(quartier)
        learned = {name: one for name, one in beginning.reponses.items() if name != "lieu"}
        return replace(
            beginning,
            contrat=contrat,
            commune=self._commune(),
            quartier=quartier,
            orientations=beginning.orientations if same else (),
            reponses={**(learned if quartier else beginning.reponses), **answers_of_place(place)},
            voie=beginning.voie if same else "",
            appel=beginning.appel if same else "",
        )

    def forget(self, beginning: Beginning) -> Beginning:
        """Neither commune nor quarter; a contract chosen by its name stays."""
        return replace(self.answer(beginning), commune="", quartier="")

    def summary(self) -> str:
        """Say the quarter and the contract."""
        quarter = self.quartier.currentText() if self.quartier.currentData() else ""
        return ", ".join(one for one in (quarter, self._commune()) if one)

    def _commune(self) -> str:
        rank = int(self.commune.currentData() if self.commune.currentData() is not None else -1)
        return self._choices[rank].nom if rank >= 0 else ""

    def _on_commune(self) -> None:
        rank = int(self.commune.currentData())
        contrat = self._choices[rank].contrat if rank >= 0 else ""
        self.contrat.setCurrentIndex(self.contrat.findData(contrat))
        self._offer_quarters("")
        announce(self.follows, self.follows.text())
        self.changed.emit()

    def _on_contrat(self) -> None:
        if self._known is None:
            return
        contrat = self._known.contrat(str(self.contrat.currentData()))
        if self._commune() not in {one.nom for one in contrat.communes}:
            self.commune.setCurrentIndex(0)
        self._offer_quarters("")
        self.changed.emit()

    def _offer_quarters(self, chosen: str) -> None:
        if self._known is None:
            return
        contrat = self._known.contrat(str(self.contrat.currentData()))
        commune = self._commune()
        self.quartier.clear()
        self.quartier.addItem(NONE_OF_THEM if commune else NOT_YET, "")
        for one in contrat.quartiers_de(commune) if commune else ():
            kind = "" if one.type == "QPV" else f" ({one.type})"
            self.quartier.addItem(f"{one.nom}{kind}", one.id)
        self.quartier.setCurrentIndex(max(0, self.quartier.findData(chosen)))
        self.quartier.setEnabled(bool(commune))
        self.follows.say(follows(contrat, commune))
