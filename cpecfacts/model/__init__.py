"""What a fact is: the records of the store, and the meaning of their dates and amounts."""
