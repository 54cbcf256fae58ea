"""What the prose claims: its figures with their units and labels, and the official cells they speak of."""
