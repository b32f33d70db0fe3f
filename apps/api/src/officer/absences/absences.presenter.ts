import type { Officer, SetAbsence } from '@app/officers';
import { Temporal } from 'temporal-polyfill';
import { shortDay } from '../words/when';

/** An absence as a row says it to this reader. */
export function presentAbsence(
  absence: SetAbsence,
  reader: Pick<Officer, 'id' | 'role'>,
  today: Temporal.PlainDate,
): { title: string; days: string; endHref: string | null; end: string } {
  const { officerId, coveredBy, officer, coverer } = absence;
  const who = officerId === reader.id ? 'You are' : `${officer} is`;
  const by = coveredBy === reader.id ? 'you cover' : `${coverer} covers`;
  const begun = absence.from <= today.toString();
  const mayEnd = reader.role === 'lead' || officerId === reader.id;
  return {
    title: `${who} away, and ${by}`,
    days: `From ${dayWords(absence.from, today)} until ${dayWords(absence.until, today)}, both days included`,
    endHref: mayEnd ? `/absences/${absence.id}/end` : null,
    end: begun ? 'End it now' : 'Take it back',
  };
}

/** What Today says to who covers: "You cover for Ann until Friday 1 January." */
export const coverWords = (absence: SetAbsence, today: Temporal.PlainDate): string =>
  `You cover for ${absence.officer} until ${dayWords(absence.until, today)}.`;

const dayWords = (day: string, today: Temporal.PlainDate): string =>
  shortDay(Temporal.PlainDate.from(day), today);
