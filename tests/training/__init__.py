"""The training space: who may enter, what never leaves, how it is written anew."""
