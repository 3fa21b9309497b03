"""Facts on their way to other tools and back."""
