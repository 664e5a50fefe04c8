"""Where a file waits in the database while it is judged: temporary tables, gone with the transaction."""

from imports.staging.filling import Staging

__all__ = ["Staging"]
