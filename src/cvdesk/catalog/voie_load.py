"""Reading the paths that contracts give, and the questions that lead to one: ``forms/voies``."""

from __future__ import annotations

from pathlib import Path

from cvdesk.catalog.appel_load import criteria_of
from cvdesk.catalog.appel_schema import QuestionsFile, SaidFile, VoieFile
from cvdesk.catalog.form_load import source_of
from cvdesk.catalog.yamltext import Fault, FileFaults, YamlText, read_yaml, validate
from cvdesk.domain.money import Euros
from cvdesk.domain.voie import Dit, Question, Reponse, Voie
from cvdesk.domain.wording import spaced

_QUESTIONS = "questions.yaml"


def load_questions(folder: Path) -> tuple[Question, ...]:
    """Read the small questions.

    Raises:
        FileFaults: If the file has mistakes.
    """
    shape = validate(QuestionsFile, read_yaml(folder / _QUESTIONS, name=f"voies/{_QUESTIONS}"))
    return tuple(
        Question(
            one.id,
            spaced(one.texte),
            spaced(one.aide),
            tuple(Reponse(answer.id, spaced(answer.label)) for answer in one.reponses),
        )
        for one in shape.questions
    )


def load_voies(folder: Path) -> tuple[Voie, ...]:
    """Read every path.

    Raises:
        FileFaults: With every mistake of every file.
    """
    asked = {one.id: {answer.id for answer in one.reponses} for one in load_questions(folder)}
    found: list[Voie] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == _QUESTIONS:
            continue
        try:
            found.append(_voie(read_yaml(path, name=f"voies/{path.name}"), asked))
        except FileFaults as refused:
            faults += refused.faults
    if faults:
        raise FileFaults(faults)
    return tuple(found)


def _voie(text: YamlText, asked: dict[str, set[str]]) -> Voie:
    shape = validate(VoieFile, text)
    wrong: list[Fault] = [
        text.fault(("si", question), f"«\u00a0{question}\u00a0» n’a pas cette réponse")
        for question, answers in shape.si.items()
        if not set(answers) <= asked.get(question, set())
    ]
    if wrong:
        raise FileFaults(wrong)
    return Voie(
        id=shape.voie,
        titre=spaced(shape.titre),
        formulaire=shape.formulaire,
        periode=shape.periode,
        explique=spaced(shape.explique),
        raison=spaced(shape.raison),
        rang=shape.rang,
        contrats=tuple(shape.contrats),
        departements=tuple(shape.departements),
        communes=tuple(shape.communes),
        repli=shape.repli or "",
        si={question: tuple(answers) for question, answers in shape.si.items()},
        faits=tuple(_said(one) for one in shape.faits),
        plafond=None if shape.plafond is None else Euros.whole(shape.plafond),
        criteres=tuple(criteria_of(shape.criteres)),
        a_prevoir=tuple(map(spaced, shape.a_prevoir)),
        duree=spaced(shape.duree),
    )


def _said(shape: SaidFile) -> Dit:
    return Dit(
        spaced(shape.texte),
        shape.contrat or "",
        tuple(shape.lignes),
        None if shape.source is None else source_of(shape.source),
    )
