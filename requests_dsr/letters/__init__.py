"""The letters of a request: written from versioned templates, mailed or printed, kept in its file."""

from requests_dsr.letters.writing import NOT_GONE, deliver_again, mark_posted, write_letter

__all__ = ["NOT_GONE", "deliver_again", "mark_posted", "write_letter"]
