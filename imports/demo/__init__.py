"""Invented people for the demo, the same every time: `manage.py demo_people`.

Each file here tells one kind of story (support, customers, money, ...), in states that can exist and
that make the first purge worth watching. Days are counted from a day that is passed in.
"""

from imports.demo.populating import Populated, populate

__all__ = ["Populated", "populate"]
