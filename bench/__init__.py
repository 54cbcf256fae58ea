"""Figures of speed and endurance, too long for the tests. ``./run bench`` runs all, ``./run bench html`` one of them."""
