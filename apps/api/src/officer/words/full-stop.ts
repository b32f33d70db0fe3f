/** Somebody's words as the end of a sentence: with a full stop, unless they bring a stop of their own. */
export const withStop = (text: string): string =>
  /[.?!]["'”’)]?$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
