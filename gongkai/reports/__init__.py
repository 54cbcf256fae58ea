"""Annual reports as papers: the original byte for byte, what was read from it, and what does not agree in it."""
