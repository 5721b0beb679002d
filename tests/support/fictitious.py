"""Made-up contracts, to read: no text of a real one."""

from __future__ import annotations

from cvdesk.catalog.reading.draft import Draft
from cvdesk.catalog.reading.read import read_contrat
from cvdesk.catalog.reading.texts import text_of_bytes


def read(text: str) -> Draft:
    """Read a made-up text."""
    return read_contrat(text_of_bytes(text.encode(), "exemple.txt"))


def shown(draft: Draft) -> list[str]:
    """Write the tree, one node a line: depth as dots, level, number, title, first line."""
    depth: dict[str, int] = {}
    rows = []
    for guess in draft.nodes:
        one = guess.piece
        depth[one.id] = depth[one.parent] + 1 if one.parent else 0
        number = f"{one.numero} " if one.numero else ""
        dots = "." * depth[one.id]
        rows.append(f"{dots}{one.niveau} {number}« {one.titre} » {one.lignes[0]}")
    return rows


WITH_TABLES = """\
Contrat de ville 2024-2030 de l'agglomération de Bellerive

Mars 2024

Sommaire

Préambule ........ 2
Axe 1 : vivre ensemble ........ 4
Axe 2 : travailler ........ 8
Les déclinaisons locales ........ 12
Annexe ........ 20

Préambule

La commune de Valmont et la commune de Hautval ont signé le présent contrat.

Axe 1 : vivre ensemble

Le territoire de Bellerive compte de nombreuses associations.

OBJECTIFS STRATEGIQUES\tOBJECTIFS OPERATIONNELS\tDISPOSITIFS EXISTANTS
Soutenir les associations\tFormer les bénévoles\t• FDVA • Maison des associations
\tPrêter des locaux\t
Faire participer les habitants\t<p>Ouvrir un conseil</p> <p>Aller vers les jeunes</p>\t

Axe 2 : travailler

OBJECTIFS STRATEGIQUES\tOBJECTIFS OPERATIONNELS\tDISPOSITIFS EXISTANTS
Lever les freins à l'emploi\tGarder les enfants\t

Accusé de réception en préfecture
012-345678901-20240312-DEL-24-12-DE
Date de télétransmission : 12/03/2024

\tApprendre le français\t

Les déclinaisons locales

Valmont

LES LILAS Valmont

Indicateurs clés

Population (2022)\t3 130
Taux de chômage (2021)\t19,1 %
Médiane du revenu (2021)\t16 570 €

LES LILAS Valmont

Vivre au quartier

Objectifs stratégiques\tObjectifs opérationnels
Embellir les rues\tPlanter des arbres
\tRepeindre les bancs
Indicateurs d'évaluation\t
• Nombre d'arbres • Nombre de bancs\t

LA BUTTE Hautval

Vivre au quartier

Objectifs stratégiques\tObjectifs opérationnels
Ouvrir le stade\tTrouver un gardien

LA BUTTE Hautval

Travailler au quartier

Objectifs stratégiques\tObjectifs opérationnels
Aider à chercher un emploi\tOuvrir une permanence

LES LILAS Valmont

Vivre au quartier

Objectifs stratégiques\tObjectifs opérationnels
Ouvrir un café\tTrouver un lieu

Annexe

Commune\tQPV
Valmont\tLes Lilas
Hautval\tLa Butte
Valmont, Hautval\tLe Pont

Arborescence\t
Axes\tObjectifs stratégiques
Axe 1 : vivre ensemble\tSoutenir les associations
\tFaire participer tous les habitants
Axe 2 : travailler\tLever les freins à l'emploi
"""
"""A contract whose tree is in tables, cut by a stamp, with local sheets and annexes."""

WITH_LISTS = """\
CONTRAT DE VILLE 2024-2030 DE L'AGGLOMERATION DE BELLERIVE

LES ORIENTATIONS

Orientation 1. La réussite des enfants
Orientation 2. La santé pour tous

Orientation 1. La réussite des enfants

L'égalité entre les filles et les garçons constitue un axe transversal du contrat.

LES OBJECTIFS OPERATIONNELS

1. Soutenir les parents

Les partenaires ont identifié deux enjeux :

- **Ouvrir des lieux d'accueil.** Il en manque.
- Il faudra **former les professionnels**, chaque année.

2. Prévenir le décrochage

Les enjeux sont les suivants :

- **Repérer plus tôt.** Les collèges aident.
- **Accompagner sans rupture.** C'est long.

LES ENGAGEMENTS DES VILLES

Valmont

Les enjeux

- Une école éloignée

Les engagements phares

- Ouvrir une ludothèque
- Créer un poste de médiateur

Hautval

Les engagements phares

- Rénover le gymnase

Orientation 2. La santé pour tous

LES OBJECTIFS OPERATIONNELS

1. Rapprocher les soins

Les enjeux sont connus :

- **Attirer des médecins.** Ils manquent.
- **Aller vers les habitants.** Avec un bus.

2. Développer la prévention

3. Soigner aussi les esprits

3. Aider les aidants

LES ENGAGEMENTS DES VILLES

Valmont

Les engagements phares

- Ouvrir un centre de santé

Hautval

Les engagements phares

- Financer le bus

SIGNATAIRES

Le maire de Valmont

Le maire de Hautval
"""
"""A contract whose objectives are numbered under each orientation."""
