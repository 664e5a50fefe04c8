"""Deeds about logins and roles."""
