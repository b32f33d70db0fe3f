import type { ClockSettings } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';

/** What one round of firing is done with, the same for every case of a batch. */
export interface FiringSettings extends ClockSettings {
  now: Temporal.Instant;
}
