"""The window: everything that touches Qt, and nothing that decides."""
