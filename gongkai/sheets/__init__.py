"""Official tables with numbers in them: filled sheets, checks, roll-up, comparison. No Django."""
