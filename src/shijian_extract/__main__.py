"""`python -m shijian_extract`."""

from .cli import main

if __name__ == "__main__":
    main()
