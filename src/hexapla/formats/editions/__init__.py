"""Editions: what people read, print and pass on. `edition` holds what all of them say; one module a format draws it."""
