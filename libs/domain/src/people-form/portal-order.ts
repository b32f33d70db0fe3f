import { isNhsMail } from '../identifiers/email-address';
import { rolesOf } from '../readiness/roles';
import type { PersonEntry } from './person-entry';

/** The people of a site as they are typed into the portal. */
export interface PortalList<P> {
  /** Those who get an account, owners first. */
  accounts: P[];
  /** Those who have one already and are joined to the site afterwards, not typed in. */
  joiners: P[];
}

/**
 * The order in which people are typed in: owners, then administrators, then members, each in the
 * order they were named. In the portal for pharmacies the first person listed became the owner
 * (domain rules, section 6), so an owner comes first here too.
 */
export function portalOrder<P extends Pick<PersonEntry, 'role' | 'email'>>(
  people: readonly P[],
): PortalList<P> {
  const rank = ({ role }: P): number => {
    const roles = rolesOf(role);
    return roles.has('owner') ? 0 : roles.has('administrator') ? 1 : 2;
  };
  const joins = ({ email }: P): boolean => email !== null && isNhsMail(email);
  const sorted = people.toSorted((a, b) => rank(a) - rank(b));
  return { accounts: sorted.filter((p) => !joins(p)), joiners: sorted.filter(joins) };
}
