const secret =
  '(?:one[- ]time )?(?:pass ?codes?|passwords?|pins?|security (?:codes?|answers?|questions?)|account secrets?|contact id|memorable (?:word|information))';

/** Words that ask for something to be handed over. */
const asking =
  '(?:send|tell|give|email|text|write|reply|answer|let me (?:have|know)|(?:i|we) (?:will |now )?(?:need|want)|put|share|provide|state|enter|include|type)';

/** "Tell me if your passcode has come" asks for news of it, not for it. */
const aboutIt =
  '(?!\\s*(?:letter|email|form|page|\\(\\(|ha[sd]|have|is|was|will|did|does|works?|com(?:es?|ing)|came|arrive[sd]?|yet|by post|to come|into the|on the form))';

const direct = new RegExp(`\\b${asking}\\b[^.?!\\n]*\\b${secret}\\b${aboutIt}`, 'i');
const what = new RegExp(`\\b(?:what|which)\\b[^.?!\\n]{0,40}\\b${secret}\\b(?:\\s+is\\b)?`, 'i');
const forbidding = /\b(?:never|not|don't|nobody|no one|without|leave out|keep)\b/i;

/** Filling it into the form of NHSmail, and telling nobody else, is what it is for. */
const intoTheForm = /^(?!.*\b(?:me|us|reply|this email)\b).*\b(?:nhsmail form|into the form)\b/is;

/**
 * Whether a text seems to ask its reader for a passcode, a password or another secret. A sentence that
 * forbids it, asks only whether it has come, or sends the reader to the form, does not.
 */
export function asksForSecret(text: string): boolean {
  return text
    .replace(/\*\*/g, '')
    .split(/(?<=[.?!])\s+|\n/)
    .filter((sentence) => !forbidding.test(sentence) && !intoTheForm.test(sentence))
    .some((sentence) => direct.test(sentence) || what.test(sentence));
}
