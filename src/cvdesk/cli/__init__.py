"""The command line: everything the application can do to a dossier, without a screen."""
