import type { NotRecognised } from '@app/officers';
import type { ProviderTrouble } from './claims';

/** How each trouble is answered. Who is not one of ours learns no more than that. */
export const statusOf: Readonly<Record<ProviderTrouble | NotRecognised, number>> = {
  away: 503,
  cancelled: 403,
  'not-proven': 400,
  'one-factor': 403,
  'no-email': 403,
  unknown: 403,
  'other-account': 403,
};
