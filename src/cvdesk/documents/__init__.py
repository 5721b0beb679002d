"""Composing, tagging and finishing the printed dossier; owner of reportlab and pikepdf."""
