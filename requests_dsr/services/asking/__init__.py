"""Who is it? Questions to the person, their answers, and the evidence that was accepted (Art. 12(6))."""
