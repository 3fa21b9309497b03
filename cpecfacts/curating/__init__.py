"""How a store is changed by hand: ids, drafts, change sets, merging. Pure: what writes files stands in `editing`."""
