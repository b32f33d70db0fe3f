/** The most characters one JSON record, or a listing read as a whole, may have: CQC's have 80,000. */
export const longestDocument = 4 * 1024 * 1024;
/** Deeper than any register's record; JSON nested deeper is made to exhaust its reader. */
export const deepestNesting = 64;
/** Values, brackets and commas that one document may have: its memory grows with them. */
export const mostMarks = 500_000;
/** Digits a number may have. */
export const longestNumber = 400;
/** Characters a string may have. */
export const longestString = 1024 * 1024;
