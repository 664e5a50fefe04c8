"""The company, the person and the staff that the tests of requests share."""

from tests.requests_dsr.cases import anna, company, dpo, handler, media

__all__ = ["anna", "company", "dpo", "handler", "media"]
