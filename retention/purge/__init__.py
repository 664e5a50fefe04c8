"""Plan, release, execute, seal: one night's purge (design.md 5)."""
