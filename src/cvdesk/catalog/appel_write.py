"""Writing a call as the file that another computer reads; what it leaves open is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from cvdesk.domain.appel import Appel, PieceAttendue
from cvdesk.domain.money import Euros

_WIDE = 10_000
"""Characters in a line: no text is folded, a line of the file is a line of the call."""


def appel_yaml(appel: Appel, national: Mapping[str, PieceAttendue]) -> str:
    """Return the file of a call: reading it gives the same call back.

    Args:
        appel: The call.
        national: The national list of papers, by id: what stands in it is named, not copied.
    """
    named = [one.id for one in appel.pieces if national.get(one.id) == one]
    own = [one for one in appel.pieces if national.get(one.id) != one]
    content = {
        "appel": appel.id,
        "titre": appel.titre,
        "contrat": appel.contrat,
        "voie": appel.voie,
        "periode": appel.periode,
        "annees": [str(year) for year in appel.annees],
        "exemple": "true" if appel.exemple else "",
        "source": _kept(
            title=appel.source.title,
            url=appel.source.url,
            checked_on="" if appel.source.checked_on is None else str(appel.source.checked_on),
        ),
        "communes": list(appel.communes),
        "ouverture": _text(appel.ouverture),
        "cloture": _text(appel.cloture),
        "dates": [
            _kept(quoi=one.quoi, jour=_text(one.jour), phrase=one.phrase) for one in appel.dates
        ],
        "financeurs": [
            _kept(
                id=one.id, nom=one.nom, type=one.type, departement=one.departement,
                portal_label=one.portal_label,
            )
            for one in appel.financeurs
        ],
        "orientations": list(appel.orientations),
        "quartiers": list(appel.quartiers),
        "hors_quartier": appel.hors_quartier,
        "hors_quartier_phrase": appel.hors_quartier_phrase,
        "cofinancement_local": _flag(appel.cofinancement_local),
        "part_publique_max": _text(appel.part_publique_max),
        "cvn_comptees": _flag(appel.cvn_comptees),
        "part_qpv_min": _text(appel.part_qpv_min),
        "montant_min": _euros(appel.montant_min),
        "montant_max": _euros(appel.montant_max),
        "sous_le_maximum": "true" if appel.sous_le_maximum else "",
        "regle_periode": appel.regle_periode,
        "pieces": [_piece(one) for one in own],
        "taille_piece_max": _text(appel.taille_piece_max),
        "formats_pieces": list(appel.formats_pieces),
        "limites": {name: str(limit) for name, limit in appel.limites.items()},
        "limite_textes": _text(appel.limite_textes),
        "limite_titres": _text(appel.limite_titres),
        "conditions": list(appel.conditions),
        "criteres": [
            _kept(texte=one.texte, noeud=one.noeud, source=one.source) for one in appel.criteres
        ],
        "contacts": [
            _kept(nom=one.nom, courriel=one.courriel, telephone=one.telephone, note=one.note)
            for one in appel.contacts
        ],
    }  # fmt: skip
    written: dict[str, Any] = {name: value for name, value in content.items() if value}
    if named != list(national):
        written["pieces_nationales"] = named
    return yaml.dump(
        written, Dumper=_Text, allow_unicode=True, sort_keys=False, width=_WIDE,
        default_flow_style=None,
    )  # fmt: skip


class _Text(yaml.SafeDumper):
    """Every scalar of ours is text and is read back as text: dates and numbers need no quotes."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - its name and place are PyYAML's

    def ignore_aliases(self, _data: Any) -> bool:
        """Never write an anchor: our reader refuses them."""
        return True


def _kept(**parts: str) -> dict[str, str]:
    return {name: value for name, value in parts.items() if value}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _flag(value: bool | None) -> str:  # noqa: FBT001 - the answer itself
    return "" if value is None else "true" if value else "false"


def _euros(value: Euros | None) -> str:
    return "" if value is None else str(value.cents // 100)


def _piece(one: PieceAttendue) -> dict[str, str]:
    return _kept(
        id=one.id,
        label=one.label,
        condition="" if one.condition == "toujours" else one.condition,
        help=one.help,
        kept_at_rna="true" if one.kept_at_rna else "",
        source=one.source,
    )
