"""The words of Qt's own windows that its French file leaves in English."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

_WORDS = {
    ("QFileDialog", "&Look in:"): "&Voir dans\u00a0:",
    ("QFileDialog", "Files of &type:"): "&Type de fichiers\u00a0:",
    ("QAbstractFileIconProvider", "Folder"): "Dossier",
    ("QAbstractFileIconProvider", "File Folder"): "Dossier",
    ("QAbstractFileIconProvider", "File"): "Fichier",
    ("QAbstractFileIconProvider", "%1 File"): "Fichier %1",
    ("QAbstractFileIconProvider", "Drive"): "Disque",
    ("QAbstractFileIconProvider", "Shortcut"): "Raccourci",
}


class RemainingWords(QTranslator):
    """Installed before Qt's own file, it is asked only what that one does not know."""

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - as Qt names it
        disambiguation: str | None = None,  # noqa: ARG002 - no word of ours has two senses
        n: int = -1,  # noqa: ARG002 - nor is counted
    ) -> str:
        """Return the French words, or those of Qt when there are none."""
        return _WORDS.get((context, sourceText), sourceText)
