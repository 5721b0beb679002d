"""What screens are made of: one way in (a view to draw), signals out."""
