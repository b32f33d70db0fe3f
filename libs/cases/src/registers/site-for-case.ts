import { dayInWords, NotFound, Refused } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

interface SiteRow {
  in_scope: boolean;
  scope_reason: string | null;
  registration_status: string | null;
  deregistered_on: string | null;
  dormant: boolean | null;
}

/**
 * What has to be known of a site before a case is opened for it.
 * @throws NotFound no such site
 * @throws Refused it is not one of those the association helps, or it has left the register
 */
export async function readSiteForCase(tx: Sql, locationId: string): Promise<{ dormant: boolean }> {
  const [site] = await tx.query<SiteRow>(
    `SELECT in_scope, scope_reason, registration_status, deregistered_on, dormant
       FROM site WHERE location_id = $1`,
    [locationId],
    'site-for-case',
  );
  if (!site)
    throw new NotFound(
      'no-such-site',
      `No site has the CQC location ID ${locationId}; import the register or check the ID.`,
    );
  if (!site.in_scope)
    throw new Refused(
      'site-out-of-scope',
      `This site is outside what the association helps with: ${site.scope_reason ?? 'see the register'}.`,
    );
  if (site.registration_status === 'deregistered')
    throw new Refused(
      'site-deregistered',
      `CQC has deregistered this site${since(site)}; look for the record that took its place.`,
    );
  return { dormant: site.dormant === true };
}

const since = ({ deregistered_on: day }: SiteRow): string =>
  day === null ? '' : ` on ${dayInWords(Temporal.PlainDate.from(day))}`;
