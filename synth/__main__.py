"""The command line as `python -m synth`, where the command `synth` is not on the path."""

from __future__ import annotations

from synth.cli import main

if __name__ == "__main__":
    main()
