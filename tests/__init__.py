"""The tests mirror the package they are of."""
