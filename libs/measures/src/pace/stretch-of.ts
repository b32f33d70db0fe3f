import type { Party, Stage, Stretch } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/** How an open case has stood until now, from its row; null when it is closed. */
export function stretchOf(
  row: { stage: Stage; party: Party | null; waitingSince: string | null },
  now: Temporal.Instant,
): Stretch | null {
  const { stage, party, waitingSince } = row;
  if (party === null || waitingSince === null) return null;
  const lasted = now.epochMilliseconds - Temporal.Instant.from(waitingSince).epochMilliseconds;
  const days = lasted / 86_400_000;
  return party === 'post'
    ? { stage, waitingOn: 'provider', inThePost: true, days }
    : { stage, waitingOn: party, days };
}
