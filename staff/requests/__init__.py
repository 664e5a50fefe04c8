"""What the pages of requests are made of; the views under `staff.views.requests` put them together."""
