"""Reading how an official form is recognised: ``forms/cerfa/*.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cvdesk.app.cerfa import words_of
from cvdesk.app.portal_values import CALCULS
from cvdesk.catalog.cerfa_schema import CerfaFile, ReponseFile
from cvdesk.catalog.form_load import source_of
from cvdesk.catalog.yamltext import Fault, FileFaults, YamlText, read_yaml, validate
from cvdesk.domain.cerfa import LignesBudget, ModeleCerfa, Reponse
from cvdesk.domain.form import Form
from cvdesk.domain.ids import FieldId
from cvdesk.domain.wording import spaced


def load_cerfa(path: Path, forms: Sequence[Form]) -> ModeleCerfa:
    """Read how one official form is recognised.

    Args:
        path: Its file.
        forms: The forms whose answers it may take.

    Raises:
        FileFaults: If the file has mistakes, all told at once, each with its line.
    """
    text = read_yaml(path)
    shape = validate(CerfaFile, text)
    if faults := list(_faults(shape, text, forms)):
        raise FileFaults(faults)
    return ModeleCerfa(
        id=shape.cerfa,
        titre=spaced(shape.titre),
        source=source_of(shape.source),
        note=spaced(shape.note),
        reponses=tuple(map(_answer, shape.reponses)),
        budgets=tuple(
            LignesBudget(one.budget, _words(one.avec), _words(one.jamais)) for one in shape.budgets
        ),
    )


def _words(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for text in texts for word in words_of(text))


def _answer(shape: ReponseFile) -> Reponse:
    return Reponse(
        id=shape.id,
        label=spaced(shape.label),
        champ=None if shape.champ is None else FieldId(shape.champ),
        calcul=shape.calcul or "",
        motifs=tuple(words_of(one) for one in shape.motifs),
        jamais=_words(shape.jamais),
        quand=shape.quand or "",
        choix={option: _words(words) for option, words in shape.choix.items()},
    )


def _faults(shape: CerfaFile, text: YamlText, forms: Sequence[Form]) -> Iterator[Fault]:
    seen: set[str] = set()
    for rank, one in enumerate(shape.reponses):
        where = ("reponses", rank)
        if one.id in seen:
            yield text.fault(
                (*where, "id"), f"la réponse «\u00a0{one.id}\u00a0» est écrite deux fois"
            )
        seen.add(one.id)
        if one.calcul is not None and one.calcul not in CALCULS:
            yield text.fault((*where, "calcul"), f"aucun calcul «\u00a0{one.calcul}\u00a0»")
        if one.champ is not None:
            places = [form.places.get(FieldId(one.champ)) for form in forms]
            found = [place for place in places if place is not None]
            if not found:
                yield text.fault((*where, "champ"), f"aucun champ «\u00a0{one.champ}\u00a0»")
            elif found[0].group is not None:
                said = f"le champ «\u00a0{one.champ}\u00a0» se répète dans une liste"
                yield text.fault((*where, "champ"), said)
    for rank, lines in enumerate(shape.budgets):
        if not any(lines.budget in form.budgets for form in forms):
            said = f"aucun budget «\u00a0{lines.budget}\u00a0»"
            yield text.fault(("budgets", rank, "budget"), said)
