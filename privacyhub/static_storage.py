"""How style sheets, scripts and pictures are named."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class GatheredOrPlain(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names with a hash, cached for ever, once `collectstatic` has run; plain names before."""

    def stored_name(self, name: str) -> str:
        """Give the name that a page links to."""
        return str(super().stored_name(name)) if self.hashed_files else name
