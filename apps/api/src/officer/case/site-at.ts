import type { SiteEvent } from '@app/providers';
import { Temporal } from 'temporal-polyfill';
import type { CaseView } from './case-view';

type Site = CaseView['site'];

/** What the rules ask of the register, by the name its history has for it. */
const fields: Readonly<Record<string, 'odsCode' | 'postcode'>> = {
  ods_code: 'odsCode',
  postcode: 'postcode',
};

/**
 * The register's part as it stood at a moment: what was changed or put right since is turned back.
 * Whether a site is ours it has no history of, so that is as it is.
 * @param events the newest first
 */
export function siteAt(site: Site, events: readonly SiteEvent[], moment: Temporal.Instant): Site {
  const then = { ...site };
  for (const event of events) {
    if (Temporal.Instant.compare(event.at, moment) <= 0) break;
    const changes = event.what === 'corrected' ? [event] : event.changes;
    for (const { field, from } of changes) {
      const name = fields[field];
      if (name && event.what !== 'created') then[name] = typeof from === 'string' ? from : null;
    }
  }
  return then;
}
