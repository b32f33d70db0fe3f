import type { Temporal } from 'temporal-polyfill';
import type { LiveService } from './live-service';

const hour = 60;
const day = 24 * hour;

/** Minutes from one good reading to the next. CQC asks for once a day at most; the ODS directory is
 * loaded once a month, and bank holidays come a year ahead. */
const minutesBetween: Readonly<Record<LiveService['name'], number>> = {
  cqc: day,
  dspt: day,
  ods: 7 * day,
  'bank-holidays': 7 * day,
};

/** After a reading that failed: soon enough for an outage of a morning, and no hammering. */
const minutesAfterFailure = hour;

/**
 * When a service is read next. Never earlier than the service's own pace after a good reading.
 * @param chance from 0 to 1: spreads the readings of many installations over an hour or two
 */
export function nextReading(
  service: LiveService['name'],
  endedAt: Temporal.Instant,
  went: 'well' | 'wrong',
  chance: number,
): Temporal.Instant {
  const minutes =
    went === 'well'
      ? minutesBetween[service] + chance * 2 * hour
      : minutesAfterFailure * (1 + chance);
  return endedAt.add({ seconds: Math.round(minutes * 60) });
}
