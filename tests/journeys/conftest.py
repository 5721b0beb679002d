"""The assembled application on a computer of its own, with its window but no screen."""

from tests.gui.conftest import dialogs, look, the_look

__all__ = ["dialogs", "look", "the_look"]
