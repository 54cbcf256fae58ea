"""How an action on bodies and people says no."""


class Refused(Exception):
    """Why something is not done, as a sentence for the person who asked."""
