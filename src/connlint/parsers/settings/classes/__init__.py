"""Classes of the project: making them, looking attributes up, making instances."""
