"""Files joined to a dossier: looked at, drawn and made lighter, away from the application."""
