"""What a user can do with a dossier. Standard library only."""
