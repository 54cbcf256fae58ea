"""What is done about reviews and suits, in one place: register, complete, take a step, reopen the application."""

from gongkai.remedies.registering import Filing, complete, register
from gongkai.remedies.reopening import reopen
from gongkai.remedies.taking import Taken, take

__all__ = ["Filing", "Taken", "complete", "register", "reopen", "take"]
