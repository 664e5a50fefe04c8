"""That an answer reaches the person: packages, certificates, paper, what came back, who was told."""
