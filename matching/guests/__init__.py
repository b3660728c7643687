"""Pages of people without an account, opened by a personal link (psf.links).

`pages` say, for each purpose, what the reader may see (domain §6) and what they may answer; `views`
find the link and state its perimeter; `resend` sends a new link to where the first one went.
"""
