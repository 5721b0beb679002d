"""Why a received file is not taken: nothing of it is, and nothing else changes."""

from __future__ import annotations

from cvdesk.errors import UserError

_ASK_AGAIN = "Demandez qu’on vous l’envoie de nouveau, ou recopiez-le depuis la clé ou le courriel."


class PaquetRefuse(UserError):
    """A paquet, or the JSON of a dossier, is not as CVDesk writes it."""


class PaquetTronque(PaquetRefuse):
    """Its end is missing."""


class PaquetAltere(PaquetRefuse):
    """Something in it is not what was written."""


class PaquetTropRecent(PaquetRefuse):
    """A later version of CVDesk wrote it."""


def not_a_paquet(name: str) -> PaquetRefuse:
    """Say that the file is something else."""
    return PaquetRefuse(
        f"« {name} » n’est pas un paquet CVDesk.",
        remedy="Choisissez un fichier dont le nom se termine par .cvdesk.",
    )


def cut_short(name: str) -> PaquetTronque:
    """Say that the end of the file is missing."""
    return PaquetTronque(
        f"« {name} » est incomplet : la fin du fichier manque, rien n’en a été repris.",
        remedy=_ASK_AGAIN,
    )


def altered(name: str, where: str) -> PaquetAltere:
    """Say that ``where``, a noun phrase, is not what was written."""
    return PaquetAltere(
        f"« {name} » a changé depuis son écriture : {where}. Rien n’en a été repris.",
        remedy=_ASK_AGAIN,
    )


def too_recent(name: str) -> PaquetTropRecent:
    """Say that a later version is needed."""
    return PaquetTropRecent(
        f"« {name} » a été écrit par une version plus récente de CVDesk.",
        remedy="Installez cette version pour l’ouvrir ; le fichier n’a pas été touché.",
    )


def too_large(name: str, most: str) -> PaquetRefuse:
    """Say that the content passes ``most``, a limit with its unit."""
    return PaquetRefuse(
        f"« {name} » contient plus que {most} : CVDesk ne l’ouvre pas.",
        remedy="Un dossier n’atteint jamais cette taille : vérifiez de qui vient ce fichier.",
    )


def unexpected(name: str, what: str) -> PaquetRefuse:
    """Say that it holds ``what``, which no paquet does."""
    return PaquetRefuse(
        f"« {name} » contient {what}, ce qu’un paquet ne contient jamais. Rien n’en a été repris.",
        remedy="Vérifiez de qui vient ce fichier, et demandez le paquet tel que CVDesk l’a écrit.",
    )
