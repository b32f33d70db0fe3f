/** A fact as it was told. */
export interface Told {
  id: string;
  type: string;
  /** The day it happened, or the day of the instant, `YYYY-MM-DD`. */
  day: string;
}

/** A letter as it left. */
export interface SentLetter {
  letter: string;
  /** Id of the fact its clock counts from. */
  anchorFact: string;
  /** The day it left, `YYYY-MM-DD`. */
  day: string;
}

/** A property a letter broke, in the words of the rule. */
export type Fault =
  | 'names a retired code'
  | 'advises a step not open'
  | 'goes after its reason ended';

/**
 * What is wrong with a letter that leaves after these facts, told in this order and not taken back.
 * Written from the rules alone: it knows nothing of states, clocks or rungs. Null when all is well.
 */
export function faultOf(sent: SentLetter, told: readonly Told[]): Fault | null {
  const started = told.findIndex((t) => t.id === sent.anchorFact);
  const since = told.slice(started + 1).map((t) => t.type);
  if (sent.letter.startsWith('otp-')) return faultOfCodeLetter(sent, told, started);
  if (started < 0 || since.includes('closed')) return 'goes after its reason ended';
  if (sent.letter === 'submitted')
    return since.includes('nhsmail-replied') ? 'goes after its reason ended' : null;
  if (sent.letter === 'reminder')
    return since.includes('provider-replied') ? 'goes after its reason ended' : null;
  throw new Error(`There is no rule for the letter "${sent.letter}".`);
}

/** A passcode is good to the end of the 28th day after its issue, or its request while that is unknown. */
const goodForDays = 28;

function faultOfCodeLetter(
  { letter, day }: SentLetter,
  told: readonly Told[],
  started: number,
): Fault | null {
  const request = told[started];
  if (!request) return 'names a retired code';
  const since = told.slice(started + 1);
  if (since.some((t) => t.type === 'otp-requested')) return 'names a retired code';
  if (since.some((t) => t.type === 'closed' || t.type === 'submitted'))
    return 'goes after its reason ended';
  const ofThisCode = since.filter((t) => t.day >= request.day);
  if (ofThisCode.some((t) => t.type === 'otp-used')) return 'advises a step not open';
  if (letter === 'otp-expiring') {
    const issued = ofThisCode.findLast((t) => t.type === 'otp-issued');
    return daysBetween(issued?.day ?? request.day, day) <= goodForDays
      ? null
      : 'advises a step not open';
  }
  return ofThisCode.some((t) => t.type === 'otp-received') ? 'advises a step not open' : null;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
