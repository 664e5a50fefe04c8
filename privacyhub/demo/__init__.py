"""PrivacyHub on a bare machine: services, tables, invented people, a first purge, web, worker and clock."""
