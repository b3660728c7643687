"""The training space: a second installation, its data invented, written anew each night."""
