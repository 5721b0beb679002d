"""CVDesk: préparer, vérifier et signer un dossier de la politique de la ville."""
