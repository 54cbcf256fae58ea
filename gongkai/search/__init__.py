"""检索: one index of two-character words on both databases, with the same results in the same order."""
