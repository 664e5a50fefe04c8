"""Logging in by a mailed code, for customers and staff alike, through allauth.

It stands on this floor and not in `accounts` because it asks about data subjects and mails people.
"""
