"""« Doubles possibles »: young people, companies and buyers that may stand twice."""
