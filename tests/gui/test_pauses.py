"""No pause while one types: what is there when a dossier opens is not looked at again."""

import gc

from cvdesk.gui.pauses import set_memory_aside


def test_what_is_there_when_a_dossier_opens_is_left_out_of_the_next_passes() -> None:
    usual = gc.get_threshold()
    try:
        set_memory_aside()
        assert gc.get_freeze_count() > 0
        assert all(now > before for now, before in zip(gc.get_threshold(), usual, strict=True))
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
