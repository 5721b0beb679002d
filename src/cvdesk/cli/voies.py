"""``cvdesk voies``: the ways a contract gives to ask, and the one that fits some answers."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import IO, Any

from cvdesk.app.appel_view import where_said
from cvdesk.app.beginning import departement_of, named_place, perhaps
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.voie import Question, Voie, paths_of, proposed
from cvdesk.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--contrat", required=True, help="le contrat de ville")
    parser.add_argument("--departement", default="", help="le département de l’action")
    parser.add_argument("--commune", default="", help="la commune de l’action")
    parser.add_argument(
        "--reponse", action="append", default=[], metavar="QUESTION=REPONSE",
        help="une réponse aux questions que la commande montre",
    )  # fmt: skip
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the questions, the paths of the contract, and the one proposed.

    Raises:
        UserError: If the contract or its commune is unknown, or an answer is none of those offered.
    """
    contrat = app.contrat(args.contrat)
    registre = app.registre_appels
    known = _paths(registre.voies, contrat, args)
    answers = dict(_answer(text, registre.questions) for text in args.reponse)
    best = proposed(known, answers)
    others = perhaps(known, registre.questions, answers)
    if args.json:
        print_json(
            {
                "questions": [_asked(one) for one in registre.questions],
                "voies": [_row(one) for one in known],
                "proposee": None if best is None else best.id,
                "peut_etre": list(others),
            },
            out,
        )
        return ExitCode.DONE
    if not answers:
        for question in registre.questions:
            print(question.texte, file=out)
            for answer in question.reponses:
                print(f"  {question.id}={answer.id}\t{answer.label}", file=out)
    if best is not None:
        print(f"Proposée\u00a0: {best.titre}. {best.raison}", file=out)
    for sentence in others:
        print(sentence, file=out)
    for voie in known:
        print(f"{voie.id}\t{voie.titre}\n  {voie.explique}", file=out)
        for fact in voie.faits:
            print(f"  {fact.texte} ({where_said(fact, contrat)})", file=out)
    return ExitCode.DONE


def _paths(voies: Iterable[Voie], contrat: Contrat, args: argparse.Namespace) -> tuple[Voie, ...]:
    commune, _ = named_place(contrat, args.commune, "")
    departement = args.departement or departement_of(contrat, commune)
    return paths_of(voies, contrat.id, departement, commune)


def _answer(text: str, questions: tuple[Question, ...]) -> tuple[str, str]:
    name, _, answer = text.partition("=")
    question = next((one for one in questions if one.id == name), None)
    offered = () if question is None else question.reponses
    if answer not in {one.id for one in offered}:
        known = ", ".join(f"{one.id}={each.id}" for one in questions for each in one.reponses)
        raise UserError(
            f"«\u00a0{text}\u00a0» n’est pas une réponse à ces questions.",
            remedy=f"Réponses\u00a0: {known}.",
        )
    return name, answer


def _asked(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "texte": question.texte,
        "reponses": [{"id": one.id, "label": one.label} for one in question.reponses],
    }


def _row(voie: Voie) -> dict[str, Any]:
    return {
        "id": voie.id,
        "titre": voie.titre,
        "formulaire": voie.formulaire,
        "periode": voie.periode,
        "explique": voie.explique,
        "plafond": None if voie.plafond is None else voie.plafond.cents // 100,
        "faits": [
            {
                "texte": fact.texte,
                "contrat": fact.contrat or None,
                "lignes": list(fact.lignes),
                "source": None if fact.source is None else fact.source.title,
            }
            for fact in voie.faits
        ],
    }
