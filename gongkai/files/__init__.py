"""Content-addressed store: bytes are kept under their SHA-256 and come back unchanged or not at all."""
