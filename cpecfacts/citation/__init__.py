"""Citations of sources, and of facts with the sources they rest on, in the forms that articles and papers want."""
