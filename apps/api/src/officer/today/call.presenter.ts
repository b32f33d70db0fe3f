import { type CallOutcome, callOutcomes } from '@app/domain';
import type { CallTold } from '@app/measures';
import { dayWords } from '../words/when';
import { outcomeWords } from '../words/call-words';

/** The call just recorded, what was set by it, and where it is taken back. */
export interface CalledNotice {
  text: string;
  undo: { action: string; fact: string } | null;
}

/** "Ashby House: voicemail left, again on Tuesday 24 November 2026." */
export function presentCall(call: CallTold): CalledNotice {
  const { home, caseId, fact, outcome, again, isTakenBack } = call;
  const day = again ? `, again on ${dayWords(again)}` : '';
  return isTakenBack
    ? { text: `${home}: that call has been taken back.`, undo: null }
    : {
        text: `${home}: ${outcomeWords[outcome]}${day}.`,
        undo: { action: `/calls/${caseId}/undo`, fact },
      };
}

/** The letters of the outcomes, as buttons send them and keys press them: the first of each word. */
export const outcomeOfKey = (key: string): CallOutcome | undefined =>
  callOutcomes.find((outcome) => outcome.startsWith(key) && key.length === 1);
