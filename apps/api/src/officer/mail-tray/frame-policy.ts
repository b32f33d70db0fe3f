/**
 * For the letter in its frame, whose look stands in a style element of its own: nothing else may be
 * loaded, nothing may run, and it is shown only inside a page of ours.
 */
export const framePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";
