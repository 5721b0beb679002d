"""The shape and ink of each word that says where a dossier stands."""

from __future__ import annotations

SHAPES = {
    "Vide": ("vide", "text2"),
    "Commencé": ("commence", "text"),
    "À compléter": ("a_completer", "todo"),
    "À corriger": ("a_corriger", "fix"),
    "Question ouverte": ("question", "ask"),
    "Complet": ("complet", "accent"),
    "Figé": ("fige", "fro"),
}
"""By the word: the home screen does not wait for the module that knows the states."""

LIFE_SHAPES = {
    "Figé": ("fige", "fro"),
    "Signé": ("bouclier", "fro"),
    "Déposé": ("paquet", "accent"),
    "Complément demandé": ("a_completer", "todo"),
    "Complété": ("coche", "accent"),
    "Remis": ("coche", "accent"),
    "Refusé": ("refus", "fix"),
    "Accordé": ("complet", "accent"),
    "Accordé en partie": ("commence", "accent"),
    "Convention signée": ("contrat", "accent"),
    "Avenant signé": ("contrat", "accent"),
    "Versé en partie": ("commence", "accent"),
    "Versé": ("complet", "accent"),
    "À justifier": ("calendrier", "todo"),
    "Justifié": ("coche", "accent"),
    # The first states of a life, and one exercise without grant.
    "Brouillon": ("crayon", "text"),
    "Prêt à signer": ("complet", "accent"),
    "Non accordé": ("refus", "text2"),
    "Montant non noté": ("vide", "text2"),
}
"""What happens once a dossier is written, and to each of its exercises."""
