"""What the clock does at 06:00: warn, nudge, retry, expire, forget. Running twice does no harm."""

from requests_dsr.clockwork.morning import Morning, every_morning

__all__ = ["Morning", "every_morning"]
