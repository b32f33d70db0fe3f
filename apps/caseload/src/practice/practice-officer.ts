import { randomUUID } from 'node:crypto';
import type { Database } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { inventLeave, type PracticeOfficer } from './officers';

/** Whoever starts Caseload for the first time works as this officer. */
export const practiceOfficerEmail = 'officer@practice.example';

const homesAnOfficer = 150;
const colleagues = [
  'Robin',
  'Alex',
  'Jo',
  'Kim',
  'Pat',
  'Lee',
  'Ash',
  'Max',
  'Val',
  'Ray',
] as const;

/** The practice officer and as many colleagues as the homes need, at least one. */
export async function practiceOfficers(
  db: Database,
  now: Temporal.Instant,
  town: { homes: number; seed: number; days: number },
): Promise<PracticeOfficer[]> {
  const count = Math.min(colleagues.length, Math.max(1, Math.ceil(town.homes / homesAnOfficer)));
  const people = [
    { name: 'Sam Practice', email: practiceOfficerEmail, role: 'lead' },
    ...colleagues.slice(0, count).map((forename) => ({
      name: `${forename} Practice`,
      email: `${forename.toLowerCase()}@practice.example`,
      role: 'officer',
    })),
  ];
  return Promise.all(
    people.map(async ({ name, email, role }, index) => ({
      id: await added(db, { name, email, role }, now),
      name,
      email,
      leave: inventLeave(town.seed, name, town.days, index === 0),
      calls: new Map(),
    })),
  );
}

async function added(
  db: Database,
  officer: { name: string; email: string; role: string },
  now: Temporal.Instant,
): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    `INSERT INTO officer (id, email, name, role, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id`,
    [randomUUID(), officer.email, officer.name, officer.role, now.toString()],
  );
  return row?.id ?? '';
}
