"""The law: instruments, working days, official sheets and their checks, as data with small pure functions beside it."""
