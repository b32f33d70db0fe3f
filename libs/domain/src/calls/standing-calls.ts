import type { CaseState, StandingCall } from '../cases/case-state';
import type { Fact } from '../facts/fact';
import { isBefore } from '../time/is-before';
import type { CallMatter, CallOutcome } from './matters';

/** A matter of a case that rests until a day. */
export interface PutOff {
  matter: CallMatter;
  /** The first Europe/London day it is shown again, `YYYY-MM-DD`. */
  until: string;
  /** When it was put off, ISO 8601 UTC: what is asked for later than that shows all the same. */
  since: string;
}

/** Of the calls about one matter the newest counts, whatever the order they were learned in. */
export function callMade(state: CaseState, { details, at: moment }: Fact): CaseState {
  const about = details.about as CallMatter;
  const outcome = details.outcome as CallOutcome;
  const at = moment ?? '';
  const last = state.calls.find((call) => call.about === about);
  if (last && isBefore(at, last.at)) return state;
  const call: StandingCall = {
    about,
    at,
    outcome,
    again: details.again ?? null,
    voicemails: outcome === 'voicemail' ? (last?.voicemails ?? 0) + 1 : 0,
  };
  return { ...state, calls: [...state.calls.filter((other) => other !== last), call] };
}

/** What rests until a day because somebody rang about it, in no particular order. */
export function putOff({ calls }: CaseState): PutOff[] {
  return calls.flatMap(({ about, again, at }) =>
    again === null ? [] : [{ matter: about, until: again, since: at }],
  );
}
