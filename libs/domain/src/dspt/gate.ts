import { Temporal } from 'temporal-polyfill';
import type { CaseState, DsptPublication } from '../cases/case-state';
import { standingDspt } from '../cases/case-state';
import { dayInWords } from '../time/london';
import { validTo } from './edition';

/** Whether a site may apply as far as its DSPT goes. `unknown`: no publication has been recorded. */
export type DsptGate =
  | { open: true; publication: DsptPublication; validTo: Temporal.PlainDate }
  | { open: false; code: 'dspt-not-published' | 'dspt-too-low' | 'dspt-expired'; why: string }
  | { open: 'unknown' };

/**
 * The gate on a day, Europe/London: the newest publication by then must be Approaching Standards or
 * better and still valid at the end of that day (domain rules, section 2 and C8).
 */
export function dsptGate(state: CaseState, day: string): DsptGate {
  const publication = standingDspt(state, day);
  if (!publication) return { open: 'unknown' };
  const { level, edition } = publication;
  if (level === 'not-published')
    return { open: false, code: 'dspt-not-published', why: 'the DSPT is not published' };
  if (level === 'not-met')
    return {
      open: false,
      code: 'dspt-too-low',
      why: `the DSPT for ${edition} is below Approaching Standards`,
    };
  const until = validTo(edition);
  if (Temporal.PlainDate.compare(until, day) < 0)
    return {
      open: false,
      code: 'dspt-expired',
      why: `the DSPT for ${edition} lapsed on ${dayInWords(until)}`,
    };
  return { open: true, publication, validTo: until };
}
