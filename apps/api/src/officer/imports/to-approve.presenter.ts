import type { ImportJob } from '@app/providers';
import { exactly } from '../words/when';
import { isNothingNew, sumOf } from './counts.presenter';
import { jobHref } from './job.presenter';

/** A file nobody gave: Caseload fetched it, and a person has to say that it may count. */
export interface ToApprove {
  text: string;
  href: string;
}

/**
 * Fetched files whose changes wait for a person, the newest of each kind: a later list holds what
 * the one before it said. Files that would change nothing need nobody.
 */
export function presentToApprove(jobs: readonly ImportJob[]): ToApprove[] {
  const kinds = new Set<string>();
  return jobs.flatMap((job) => {
    const { id, kind, state, askedBy, result } = job;
    const waits = state === 'previewed' && askedBy === 'system' && result && !result.refused;
    if (!waits || isNothingNew(result) || kinds.has(kind)) return [];
    kinds.add(kind);
    return [
      { text: textOf(kind, sumOf(result.created) + sumOf(result.updated)), href: jobHref(id) },
    ];
  });
}

function textOf(kind: string, changes: number): string {
  return kind === 'bank-holidays'
    ? `GOV.UK’s list of bank holidays has ${exactly(changes, 'change')}, which may move dates. It does not count before you say so.`
    : `A newer register has been fetched, with ${exactly(changes, 'change')}. It does not count before you say so.`;
}
