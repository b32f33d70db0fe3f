import { Temporal } from 'temporal-polyfill';

/** The registers whose age matters (domain rules, clock C12). */
export const agingRegisters = ['cqc', 'dspt', 'ods'] as const;
export type AgingRegister = (typeof agingRegisters)[number];

/** How old what we hold of a register is. */
export interface Freshness {
  register: AgingRegister;
  /** The newest day its data speak of; null when it was never imported. */
  asOf: string | null;
  /** Whole days since; null when it was never imported. */
  days: number | null;
  /** It is fresh up to and with this many days. */
  limit: number;
  /** False also for a register that was never imported: nobody has begun to rely on it. */
  stale: boolean;
}

const limits: Readonly<Record<AgingRegister, number>> = { cqc: 7, dspt: 7, ods: 35 };
const june = 6;

/**
 * How many days old a register may be: CQC 7, ODS 35, DSPT 7, but 1 in June, when most homes publish
 * (domain rules, clock C12).
 * @param day Europe/London
 */
export function freshnessLimit(register: AgingRegister, day: Temporal.PlainDate): number {
  return register === 'dspt' && day.month === june ? 1 : limits[register];
}

/**
 * The age of a register on a day, Europe/London.
 * @param asOf the newest day that an import of it speaks of, `YYYY-MM-DD`; null for none
 */
export function freshnessOf(
  register: AgingRegister,
  asOf: string | null,
  day: Temporal.PlainDate,
): Freshness {
  const limit = freshnessLimit(register, day);
  const days = asOf === null ? null : Math.max(0, Temporal.PlainDate.from(asOf).until(day).days);
  return { register, asOf, days, limit, stale: days !== null && days > limit };
}
