"""The deeds of consent and of messages."""
