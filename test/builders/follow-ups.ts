import type { FollowUp, Placed } from '@app/domain';

/** A placed rung as it is stored. */
export const storedAs = ({ rung, status, reason }: Placed, id: string): FollowUp => {
  const { routine: _, ...rest } = rung;
  return {
    ...rest,
    id,
    ringAt: rung.sendAt,
    status,
    outcome: status === 'superseded' ? 'superseded' : null,
    reason,
    letterId: null,
  };
};
