"""`python -m goodoffices`."""

from __future__ import annotations

from goodoffices.serve.cli import main

if __name__ == "__main__":
    main()
