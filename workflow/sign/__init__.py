"""Keys, signatures and their verification: PAdES by pyHanko, the revision plan by us."""
