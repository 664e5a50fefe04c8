"""A person's requests on their own pages: what can be asked for, and how what was asked for stands."""
