"""vanban: official documents of a Vietnamese Party or State office, from draft to receipt.

The rooms, and which may import which:

    cli → services → ( draft | render | sign | ledger | dispatch ) → rules → model

`docs/design.md` says what each is for.
"""

__version__ = "0.1.0"
