import type { Scope } from '@app/domain';
import { can, type Holder } from '@app/officers';

/** Whether they see single cases at all, on pages or as rows of a report; whose, their scope says. */
export const seesCases = (who: Holder): boolean =>
  can(who, 'cases.read') || can(who, 'reports.read');

/**
 * Whether they see each case there is, so that no count can tell them more. A token that was narrowed
 * to counts does not, whoever's it is.
 */
export const seesEveryCase = (who: Holder, scope: Scope): boolean =>
  'all' in scope && seesCases(who);
