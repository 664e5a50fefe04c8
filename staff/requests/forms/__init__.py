"""What a member of staff may type about a request."""
