"""The vocabulary: pydantic models without behaviour beyond what a value can say about itself."""
