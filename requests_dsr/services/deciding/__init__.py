"""What is answered: proposed, reviewed and decided by two people, or at once where nothing is weighed."""
