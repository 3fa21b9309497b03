"""The version of the program, for whoever may not import the package itself: it knows the façades."""

VERSION = "0.1.0"
