"""The one kind of error a person meets here: what is wrong, and what to do about it."""


class ServiceError(Exception):
    """A service could not be found or started; the message is one line for a person."""
