import { Database } from '@app/platform';
import { buildOfficer } from '../../builders/register';
import { requestedOn } from '../morning';
import { copyCases } from './copy-cases';
import { modelCase, type Step } from './model-case';

/** One kind of case, and its share of the whole. */
interface Kind {
  share: number;
  openedAt: string;
  steps: Step[];
  firings: string[];
}

const passcodeRequested = (on: string): Step => ({
  at: `${on}T10:00:00Z`,
  fact: { type: 'otp-requested', on, channel: 'post' },
});

/** As they stand on the morning of 25 November 2026. */
const kinds: readonly Kind[] = [
  {
    // A passcode is in the post; the first letter goes this morning.
    share: 0.8,
    openedAt: `${requestedOn}T09:00:00Z`,
    steps: [passcodeRequested(requestedOn)],
    firings: [],
  },
  {
    // A passcode dies on Friday; a task to call about it is open.
    share: 0.1,
    openedAt: '2026-10-30T09:00:00Z',
    steps: [passcodeRequested('2026-10-30')],
    firings: [
      '2026-11-04',
      '2026-11-06',
      '2026-11-09',
      '2026-11-13',
      '2026-11-20',
      '2026-11-24',
    ].map((day) => `${day}T09:00:00Z`),
  },
  {
    // NHSmail has not answered within 48 hours; a task to call them is open.
    share: 0.1,
    openedAt: '2026-11-18T09:00:00Z',
    steps: [
      {
        at: '2026-11-20T16:00:00Z',
        fact: { type: 'submitted', at: '2026-11-20T16:00:00Z' },
      },
    ],
    firings: ['2026-11-20T16:00:00Z', '2026-11-22T16:00:00Z', '2026-11-23T09:00:00Z'],
  },
];

/** Letters nobody knows about, as after a bad night. */
const troubled = 20;

/**
 * Fills a database with so many open cases of three kinds, all of one officer.
 * @returns the officer's id
 */
export async function seedCaseload(databaseUrl: string, cases: number): Promise<string> {
  const db = new Database(databaseUrl, { max: 1 });
  try {
    const officerId = await buildOfficer(db);
    let first = 1;
    for (const { share, openedAt, steps, firings } of kinds) {
      const model = await modelCase(databaseUrl, officerId, openedAt, steps, firings);
      const count = Math.round(cases * share) - 1;
      await db.query("UPDATE letter SET status = 'sent', settled_at = planned_at");
      await db.transaction((tx) => copyCases(tx, { model, first, count }));
      first += count;
    }
    await db.query(
      `UPDATE letter SET status = 'unknown', server_reply = 'The program stopped while it was sending.'
        WHERE id IN (SELECT id FROM letter ORDER BY planned_at DESC, id LIMIT $1)`,
      [troubled],
    );
    await db.query('VACUUM ANALYZE');
    return officerId;
  } finally {
    await db.close();
  }
}
