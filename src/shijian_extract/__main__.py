"""`python -m shijian_extract`."""

from .cli import main

main()
