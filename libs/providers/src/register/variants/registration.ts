import type { RowReading, Taken } from '../reading/row-reading';
import type { DayOrder } from '../values/read-day';

type RegistrationColumn = 'registered_on' | 'deregistered_on';

/** Whether and since when a location is registered. */
export interface Registration {
  registration_status: Taken<string>;
  registered_on: Taken<string>;
  deregistered_on: Taken<string>;
}

/**
 * The registration of a location that a row gives by its days: it is over when there is a last one.
 * A last day that cannot be read leaves open whether it is.
 */
export function dated(row: RowReading<RegistrationColumn>, order: DayOrder): Registration {
  const registered_on = row.dayOfData('registered_on', order);
  const deregistered_on = row.dayOfData('deregistered_on', order);
  const openEnded = row.said('deregistered_on') === '';
  return {
    registration_status: openEnded ? 'registered' : deregistered_on && 'deregistered',
    registered_on,
    deregistered_on,
  };
}
