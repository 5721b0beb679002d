"""One module a screen. A screen wires the session and the use cases to widgets."""
