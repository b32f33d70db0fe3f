import type { SiteEvent } from '@app/providers';
import { Temporal } from 'temporal-polyfill';

/** What the rules about a case ask of the register and its history tells. */
interface FromRegister {
  odsCode: string | null;
  postcode: string | null;
}

/** By the name the history of a site has for it. */
const fields: Readonly<Record<string, keyof FromRegister>> = {
  ods_code: 'odsCode',
  postcode: 'postcode',
};

/**
 * The register's part as it stood at a moment: what was changed or put right since is turned back.
 * Whether a site is ours it has no history of, so that is as it is.
 * @param events the newest first
 */
export function siteAt<Site extends FromRegister>(
  site: Site,
  events: readonly SiteEvent[],
  moment: Temporal.Instant,
): Site {
  const then: FromRegister = { odsCode: site.odsCode, postcode: site.postcode };
  for (const event of events) {
    if (Temporal.Instant.compare(event.at, moment) <= 0) break;
    if (event.what === 'created') continue;
    const changes = event.what === 'corrected' ? [event] : event.changes;
    for (const { field, from } of changes) {
      const name = fields[field];
      if (name) then[name] = typeof from === 'string' ? from : null;
    }
  }
  return { ...site, ...then };
}
