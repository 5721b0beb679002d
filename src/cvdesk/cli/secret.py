"""Secrets: asked on the terminal, or read from a file descriptor, never from the command line."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from cvdesk.errors import UserError

MAX_SECRET_BYTES = 4096


def add_secret(parser: argparse.ArgumentParser) -> None:
    """Let a command take its password from a file descriptor."""
    parser.add_argument(
        "--secret-fd", type=int, metavar="N",
        help="lire le mot de passe sur ce descripteur (0\u00a0: l’entrée standard)",
    )  # fmt: skip


def read_secret(args: argparse.Namespace, question: str) -> str:
    """Return the password.

    Raises:
        UserError: If there is no terminal to ask on, or the descriptor gives nothing.
    """
    if args.secret_fd is not None:
        try:
            content = os.read(args.secret_fd, MAX_SECRET_BYTES)
        except (OSError, OverflowError) as error:
            raise UserError(
                f"Le descripteur {args.secret_fd} ne peut pas être lu.",
                remedy="Ouvrez-le, par exemple avec «\u00a0--secret-fd 3 3<fichier\u00a0».",
            ) from error
        secret = content.decode("utf-8", errors="replace").splitlines()
        if not secret:
            raise UserError("Le mot de passe attendu est vide.")
        return secret[0]
    if not sys.stdin.isatty():
        raise UserError(
            "Un mot de passe est nécessaire et il n’y a pas de clavier pour le demander.",
            remedy="Utilisez --secret-fd.",
        )
    return getpass.getpass(f"{question}\u00a0: ")
