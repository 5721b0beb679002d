"""The espace: one file that keeps every answer, its past, and the joined pieces."""
