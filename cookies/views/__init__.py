"""Public pages and scripts about cookies."""
