"""No pause while one types: the memory that stays is set aside before the work begins.

Implementation notes
    A whole pass of the collector of cycles over an open dossier takes some 30 ms: one key in a
    hundred would wait for it. What exists when a dossier opens (forms, contract, widgets) lives as
    long as it does, and is not looked at again; a key makes few cycles.
"""

from __future__ import annotations

import gc

_YOUNG, _MIDDLE, _OLD = 20_000, 50, 1_000


def set_memory_aside() -> None:
    """Collect once, then leave what is left out of the next passes, which come rarely."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
