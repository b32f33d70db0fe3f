import { Temporal } from 'temporal-polyfill';
import { isGoodEnough } from '../dspt/status-text';
import type { MeasuredSite } from './measured';

type Standing = Pick<MeasuredSite, 'level' | 'eligible' | 'validTo'>;

/** M4: Approaching Standards or better, by a publication that is valid on the day. */
export const isApproachingOrBetter = ({ eligible }: Pick<Standing, 'eligible'>): boolean =>
  eligible === 'yes';

/** M3: Standards Met or better, by a publication that is valid on the day. */
export const isMetOrBetter = ({ eligible, level }: Pick<Standing, 'eligible' | 'level'>): boolean =>
  eligible === 'yes' && level !== 'approaching';

/** Publications run out on 30 June only: the next one, the day itself when it is one. */
export function nextDsptEnd(day: string): string {
  const today = Temporal.PlainDate.from(day);
  const june = Temporal.PlainDate.from({ year: today.year, month: 6, day: 30 });
  return (Temporal.PlainDate.compare(today, june) > 0 ? june.add({ years: 1 }) : june).toString();
}

/** M12: a publication that is good enough and does not last beyond this day. */
export const isExpiringBy = ({ level, validTo }: Standing, end: string): boolean =>
  level !== 'lapsed' &&
  level !== 'not-listed' &&
  isGoodEnough(level) &&
  validTo !== null &&
  validTo <= end;
