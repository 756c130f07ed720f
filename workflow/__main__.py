"""`python -m workflow` is `vanban`."""

from workflow.cli import main

main()
