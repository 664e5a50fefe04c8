"""What a bare machine lacks: an embedded PostgreSQL and Valkey, and a mail sink on loopback.

Nothing here is imported in production; `manage.py demo` and the tests start and stop these.
"""
