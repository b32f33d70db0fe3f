/** A text as it stands within a sentence; what is written in capitals, such as NHSmail, stays so. */
export const withinSentence = (text: string): string =>
  /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
