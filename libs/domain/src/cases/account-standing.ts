import { Temporal } from 'temporal-polyfill';
import type { Account } from './case-state';

/** What has become of an account nobody reports using, and what to advise. */
export interface AccountStanding {
  status: 'in-use' | 'inactive' | 'probably-deleted' | 'beyond-recovery';
  /** One sentence that says what to do; null while it is in use. */
  advice: string | null;
}

/** By the days without a sign of life after which it comes about (domain rules, C5), the last first. */
const fates: readonly { afterDays: number; standing: AccountStanding }[] = [
  {
    afterDays: 90,
    standing: {
      status: 'beyond-recovery',
      advice: 'It cannot be brought back: ask for a new account.',
    },
  },
  {
    afterDays: 60,
    standing: {
      status: 'probably-deleted',
      advice: 'Ask the helpdesk to restore it before 90 days have passed since it was last used.',
    },
  },
  {
    afterDays: 30,
    standing: {
      status: 'inactive',
      advice: 'Have them log in; if they cannot, ask the helpdesk to wake it.',
    },
  },
];

/**
 * What has probably become of an account by a day. A day counts once it is over: an account unused
 * for 60 whole days is inactive, on day 61 it is probably deleted. Null where nobody has said that
 * it was ever used, or it is switched off.
 * @param day Europe/London, `YYYY-MM-DD`
 */
export function accountStanding({ activity }: Account, day: string): AccountStanding | null {
  if (!activity) return null;
  const unused = Temporal.PlainDate.from(activity.on).until(day, { largestUnit: 'days' }).days;
  const fate = fates.find(({ afterDays }) => unused > afterDays);
  return fate?.standing ?? { status: 'in-use', advice: null };
}
