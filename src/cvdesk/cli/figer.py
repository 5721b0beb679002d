"""``cvdesk figer``: freeze a version and write the PDF to sign."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import IO

from cvdesk.app.whole_file import write_whole
from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.files import refuse_loss
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode
from cvdesk.domain.frozen import grouped_fingerprint


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dossier", type=Path, help="le paquet\u00a0; la version y est inscrite")
    parser.add_argument("-o", "--sortie", type=Path, required=True, help="le PDF à signer")
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Freeze, write the PDF with its empty signature fields, then the paquet with its version.

    Raises:
        DossierNotReady: If a finding blocks signing; nothing is written.
        UserError: If a file cannot be read or written.
    """
    refuse_loss(args.sortie, args.dossier)
    paquet = app.read_paquet(args.dossier)
    session = app.session(paquet.dossier)
    version, pdf = app.freeze(session)
    write_whole(args.sortie, pdf)
    app.write_paquet(args.dossier, session.dossier, paquet.pieces)
    groups = grouped_fingerprint(version.fingerprint)
    if args.json:
        print_json({"version": version.number, "empreinte": version.fingerprint}, out)
    else:
        print(f"Version {version.number} figée dans {args.sortie}", file=out)
        print(f"Empreinte du contenu\u00a0: {' '.join(groups)}", file=out)
    return ExitCode.DONE
