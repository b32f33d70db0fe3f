import type { CallOutcome } from '@app/domain';
import type { CallTold } from '@app/measures';
import { dayWords } from '../words/when';
import { outcomeWords } from '../words/call-words';

/** The call just recorded, what was set by it, and where it is taken back. */
export interface CalledNotice {
  text: string;
  undo: { action: string; fact: string } | null;
}

/**
 * "Ashby House: voicemail left, again on Tuesday 24 November 2026."
 * @param stood it had been recorded before, and what was pressed now was not
 */
export function presentCall(call: CallTold, stood = false): CalledNotice {
  const { home, caseId, fact, outcome, again, isTakenBack } = call;
  const day = again ? `, again on ${dayWords(again)}` : '';
  return isTakenBack
    ? { text: `${home}: that call has been taken back.`, undo: null }
    : {
        text: stood
          ? `${home}: this was recorded before you pressed: ${outcomeWords[outcome]}${day}. Yours was not; if it counts instead, undo this and press again.`
          : `${home}: ${outcomeWords[outcome]}${day}.`,
        undo: { action: `/calls/${caseId}/undo`, fact },
      };
}

/** The buttons of a row by their names, which keys press too: a short name weighs little on each row. */
const outcomesByButton: Readonly<Record<string, CallOutcome>> = {
  s: 'spoke',
  v: 'voicemail',
  w: 'wrong-number',
  d: 'done',
  t: 'tomorrow',
};

/** The outcome whose button was pressed; undefined when none was, or several were. */
export function outcomePressed(body: Readonly<Record<string, unknown>>): CallOutcome | undefined {
  const pressed = Object.keys(body).filter((name) => Object.hasOwn(outcomesByButton, name));
  return pressed.length === 1 ? outcomesByButton[pressed[0] ?? ''] : undefined;
}
