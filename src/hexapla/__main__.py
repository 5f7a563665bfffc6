"""`python -m hexapla` is the command line."""

from hexapla.cli import main

main(prog_name="hexapla")
