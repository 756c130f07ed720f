"""What the office remembers: the journal, the register of numbers, deliveries and files."""
