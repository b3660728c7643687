"""Which rows and people of the world a step is about, by their rank."""

from hypothesis import strategies as st

YOUTH, SLOT, OFFER, WHO = (st.integers(0, last) for last in (3, 3, 2, 2))
CHOICE = st.integers(0, 11)
