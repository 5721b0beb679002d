"""CVDesk: préparer, vérifier et signer un dossier de la politique de la ville."""

__version__ = "0.1.0"
