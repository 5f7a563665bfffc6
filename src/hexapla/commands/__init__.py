"""Commands of the command line, by area; `hexapla.cli` gathers them."""
