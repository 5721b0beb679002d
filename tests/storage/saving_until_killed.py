"""Save one dossier again and again, say each save that returned, until killed."""

import sys
from itertools import count
from pathlib import Path

from cvdesk.storage.espace import Espace
from tests.storage.drawn_dossiers import an_empty_dossier, answered

with Espace.open(Path(sys.argv[1])) as espace:
    dossier = an_empty_dossier()
    for number in count(1):
        dossier = answered(dossier, f"champ_{number % 50}", str(number), millis=number)
        espace.save(dossier)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
