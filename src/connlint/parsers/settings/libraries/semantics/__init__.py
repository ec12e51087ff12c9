"""What the helper libraries do with plain Python values: text in, value or refusal out."""
