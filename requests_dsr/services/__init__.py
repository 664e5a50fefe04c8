"""The deeds of a request: open, ask, answer, move, decide."""
