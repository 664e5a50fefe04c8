"""The one way anything is erased: what each category reaches, who goes with it, and a batch of both."""
