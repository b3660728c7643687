"""What PSF writes to companies, buyers, young people, their guardians and the staff.

`company`, `buyer`, `family`, `staff` and `retractions` declare the messages and their French texts; `values`
computes what the texts may say; `news` says which move writes which, `recalled` what an undo takes back;
`rules` what the clock writes.
"""

from matching.messages import (  # noqa: F401  (they register)
    buyer,
    company,
    family,
    retractions,
    signing,
    signing_code,
    staff,
)
