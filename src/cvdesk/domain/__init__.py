"""What a dossier is and what makes it right. Standard library only (and stdnum for identifiers)."""
