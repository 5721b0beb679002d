"""What leaves the espace and comes back: the JSON of a dossier, and the paquet that carries it."""
