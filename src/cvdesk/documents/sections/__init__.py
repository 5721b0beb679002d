"""The parts of the printed dossier, one module each; ``dossier_pdf`` puts them in order."""
