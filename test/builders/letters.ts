import { randomBytes, randomUUID } from 'node:crypto';
import type { Matter, NewLetter } from '@app/letters';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { buildOfficer, buildSite } from './register';

/** SQL that keeps, of `letter`, those that speak of the case $1. */
export const lettersOfCase = 'id IN (SELECT letter_id FROM letter_part WHERE case_id = $1)';

let readers = 0;

/** An address nobody else has: a day's ceiling is for an address, over all cases. */
export const newAddress = (): string => `manager-${++readers}@home.example`;

/** A case as letters need it: a row to hang them on, with its home and officer, and no facts. */
export interface BareCase {
  id: string;
  homeName: string;
}

export async function buildBareCase(
  sql: Sql,
  options: { homeName?: string } = {},
): Promise<BareCase> {
  const id = randomUUID();
  const site = await buildSite(sql, options.homeName ? { name: options.homeName } : {});
  await sql.query(
    `INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, officer_id,
                                   opened_on, stalls, changed_at, parked_until)
     VALUES ($1, $2, 1, true, 'proving', 'provider', $3, '2026-12-01', '{}',
             '2026-12-01T09:00:00Z', '2026-12-15')`,
    [id, site.locationId, await buildOfficer(sql)],
  );
  return { id, homeName: site.name };
}

/** What a letter says of one case: has the passcode come? */
export const newMatter = (caseId: string): Matter => ({
  caseId,
  recipient: 'provider',
  kind: 'otp-arrived',
  followUpId: null,
  words: {
    part: {
      kind: 'otp-arrived',
      requestedOn: '2026-12-17',
      dayCount: 7,
      useBy: '2027-01-14',
      provisional: true,
    },
    home: { name: 'Oak House', town: 'Lincoln' },
    officer: { name: 'Jo Reed', email: 'jo.reed@association.example' },
    recipientName: 'Sam Carter',
    token: null,
  },
});

/** A letter planned for Thursday 24 December 2026 at 09:00, with anything changed the test is about. */
export function newLetter(caseId: string, changes: Partial<NewLetter> = {}): NewLetter {
  const at = Temporal.Instant.from('2026-12-24T09:00:00Z');
  return {
    id: randomUUID(),
    // Each for somebody else: a day's ceiling is not what most tests are about.
    addressKey: randomBytes(32),
    matters: [newMatter(caseId)],
    routine: true,
    subject: 'Has your NHSmail passcode come?',
    to: { name: 'Sam Carter', address: 'manager@oakhouse.example' },
    replyTo: { name: 'Jo Reed', address: 'jo.reed@association.example' },
    text: 'Has it come?\n',
    html: '<p>Has it come?</p>\n',
    plannedAt: at,
    sendFrom: at,
    day: '2026-12-24',
    ...changes,
  };
}
