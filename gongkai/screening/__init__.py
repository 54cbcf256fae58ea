"""发布前检查: bytes → what must not go out: personal data, hidden parts, leftovers, wrong words; and a clean copy."""
