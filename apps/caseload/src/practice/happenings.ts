import { accountHolderHappenings } from './account-holders';
import { aftercareHappenings } from './aftercare';
import { fateHappenings } from './fates-happen';
import { helpdeskHappenings } from './helpdesk';
import type { HappeningDetails, HappeningName, Home, Surroundings } from './home';
import { managerHappenings } from './manager';
import { officerHappenings } from './officer-desk';
import { postHappenings } from './passcodes';
import { registerHappenings } from './registers';
import type { Minute } from './town-time';

/** Everything that can happen at a home, and who makes it happen. */
const happenings: {
  [N in HappeningName]: (home: Home, s: Surroundings, details: HappeningDetails[N]) => void;
} = {
  ...officerHappenings,
  ...managerHappenings,
  ...postHappenings,
  ...helpdeskHappenings,
  ...accountHolderHappenings,
  ...aftercareHappenings,
  ...registerHappenings,
  ...fateHappenings,
};

/** Lets everything happen at a home that is on its agenda up to `moment`, itself included. */
export function live(home: Home, surroundings: Omit<Surroundings, 'now'>, moment: Minute): void {
  for (;;) {
    const next = home.agenda.take(moment);
    if (!next) return;
    const happen = happenings[next.name] as (h: Home, s: Surroundings, details: unknown) => void;
    happen(home, { ...surroundings, now: moment }, next.with);
  }
}
