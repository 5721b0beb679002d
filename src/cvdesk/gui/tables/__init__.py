"""Models over tuples of domain values, for the views of Qt."""
