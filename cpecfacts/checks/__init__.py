"""The rules of a store: one function a rule, from what was read to what is wrong. They never raise."""
