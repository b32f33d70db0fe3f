import {
  londonDay,
  readiness,
  type ReadinessItem,
  type Slow,
  stallReason,
  stallsOf,
  type Supplier,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { stageWords, waitingWords } from '../words/case-words';
import { capital, dayFromNow, many } from '../words/when';
import type { CaseView } from './case-view';
import { personInWords } from './people-of-case';

/** Why a case is not moving, since when, and what usually moves it on. */
export interface StallCard {
  title: string;
  since: string;
  unblocks: string;
  /** Where an officer says that it is resolved; null for what the rules found. */
  clearHref: string | null;
}

export function presentStalls(view: CaseView): StallCard[] {
  const { state, now, policy, case: row, slow, asOf } = view;
  const found = stallsOf(state, now, policy).map(({ code, since, by }) => {
    const { label, unblocks } = stallReason(code);
    const day = londonDay(Temporal.Instant.from(since)).toString();
    return {
      title: capital(label),
      since: `Since ${dayFromNow(day, now)}, ${by === 'officer' ? 'noted by the officer' : 'as the facts show'}`,
      unblocks,
      clearHref:
        by === 'officer' && asOf === null
          ? `/cases/${row.id}/record/stall-cleared?stall=${code}`
          : null,
    };
  });
  return slow ? [...found, slowCard(slow)] : found;
}

function slowCard({ stage, waitingOn, days, limit, median, basis }: Slow): StallCard {
  const usual =
    basis === 'own-cases'
      ? `Of your own cases that went live or were closed in the last year nine in ten took at most ${many(limit, 'day')} here${median === null ? '' : `, and half ${many(median, 'day')}`}.`
      : `More than ${many(limit, 'day')} is long here, by the fixed rule that holds until enough of your own cases are closed.`;
  return {
    title: 'Slower than usual',
    since: `${stageWords[stage]}, waiting on: ${waitingWords[waitingOn]}, for ${many(Math.floor(days), 'day')}`,
    unblocks: usual,
    clearHref: null,
  };
}

/** One thing to be asked for before the application can go. */
export interface MissingLine {
  ask: string;
  from: string;
  rule: string;
}

/** What is missing before submission; null once it has been sent, or when the case is closed. */
export interface ReadinessCard {
  ready: boolean;
  missing: MissingLine[];
  warnings: MissingLine[];
}

const suppliers: Readonly<Record<Supplier, string>> = {
  provider: 'Ask the provider',
  officer: 'For us',
  headquarters: 'Ask headquarters',
  register: 'From the register',
  nhsmail: 'Ask NHSmail',
};

export function presentReadiness(view: CaseView): ReadinessCard | null {
  const { state, site, now, policy } = view;
  if (state.closed) return null;
  const today = londonDay(now).toString();
  const found = readiness(state, site, today, policy, personInWords);
  if (!found.applies) return null;
  const words = ({ ask, from, rule }: ReadinessItem): MissingLine => ({
    ask,
    from: suppliers[from],
    rule,
  });
  return {
    ready: found.ready,
    missing: found.missing.map(words),
    warnings: found.warnings.map(words),
  };
}
