import type { Scope } from '@app/domain';
import type { Officer } from '@app/officers';

/**
 * Whose work Today shows when it is narrowed to one's own: whom one covers for is one's own business
 * on those days.
 * @param covered the absences one covers today
 */
export const ownScope = (
  { id }: Pick<Officer, 'id'>,
  covered: readonly { officerId: string }[],
): Scope => ({ officerIds: [id, ...covered.map(({ officerId }) => officerId)] });
