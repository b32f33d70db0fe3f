import { randomUUID } from 'node:crypto';
import { CasesService } from '@app/cases';
import {
  addressKey,
  type LinkPurpose,
  linkExpiry,
  newToken,
  type NewLink,
  storeLinks,
} from '@app/letters';
import { type Clock, type Database, Sealer } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { GivenFact } from './facts';
import { buildSite } from './register';

/** What the builders work on: a running HTTP process. */
export interface Running {
  app: { get<T>(token: new (...args: never[]) => T): T };
  db: Database;
  clock: Clock;
}

/** A home with a case, and the letters it has had. */
export interface BuiltCase {
  id: string;
  locationId: string;
  home: string;
  /** Where the contact of the home is written to. */
  email: string;
}

let serial = 0;

/** Opens a case for a new home and records these facts about it, all at this moment. */
export async function buildCase(
  { app, db }: Running,
  officerId: string,
  facts: readonly GivenFact[],
  options: { name?: string; town?: string; email?: string } = {},
): Promise<BuiltCase> {
  serial += 1;
  const email = options.email ?? `manager${serial}@home.example`;
  const cases = app.get(CasesService);
  const { locationId, name: home } = await buildSite(db, {
    town: 'Lincoln',
    ...options,
    contact: { name: 'Morgan Canary', email },
    sealer: app.get(Sealer),
  });
  const [opened, ...rest] = facts;
  const { id } = await cases.open(
    { locationId, officerId, on: String(opened?.on ?? '2026-11-01') },
    `officer:${officerId}`,
  );
  for (const fact of rest) await cases.record(id, fact, `officer:${officerId}`);
  return { id, locationId, home, email };
}

/** What a link is to be like; a letter to the contact of the home, sent now, unless told otherwise. */
export interface LinkOptions {
  recipient?: string;
  email?: string;
  at?: Temporal.Instant;
  /** Other homes that the same letter was about. */
  also?: readonly BuiltCase[];
}

/** A letter that has gone, with a link for each home. @returns what the first link ends in */
export async function buildLink(
  { app, db, clock }: Running,
  of: BuiltCase,
  purpose: LinkPurpose,
  options: LinkOptions = {},
): Promise<string> {
  const { recipient = 'provider', email = of.email, at = clock.now(), also = [] } = options;
  const letterId = randomUUID();
  const key = addressKey(app.get(Sealer), email);
  const homes = [of, ...also];
  const link: NewLink = {
    token: newToken(),
    letterId,
    caseId: purpose === 'stop' ? null : of.id,
    purpose,
    recipient,
    addressKey: key,
    createdAt: at,
    expiresAt: linkExpiry(purpose, at),
  };
  await db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO letter (id, address_key, kinds, routine, message_id, subject, sealed, status,
                           planned_at, day, settled_at)
       VALUES ($1, $2, $3, false, $4, 'A letter', '\\x00', 'sent', $5, $6, $5)`,
      [letterId, key, [purpose], `<${letterId}@test.example>`, at.toString(), dayOf(at)],
    );
    await tx.query(
      `INSERT INTO letter_part (letter_id, seq, case_id, recipient, kind)
       SELECT $1, n, id, $3, $4 FROM unnest($2::uuid[]) WITH ORDINALITY AS c(id, n)`,
      [letterId, homes.map(({ id }) => id), recipient, purpose],
    );
    await storeLinks(tx, [link]);
  });
  return link.token;
}

const dayOf = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO('Europe/London').toPlainDate().toString();

/** The facts of a case that its reader recorded, as type and day or instant. */
export async function factsByReader(db: Database, caseId: string): Promise<string[]> {
  const rows = await db.query<{ fact: string }>(
    `SELECT concat_ws(' ', type, coalesce(happened_on::text,
              to_char(happened_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')), details->>'outcome',
              details->>'person') AS fact
       FROM fact WHERE case_id = $1 AND recorded_by LIKE 'provider:%' ORDER BY seq`,
    [caseId],
  );
  return rows.map(({ fact }) => fact);
}

/** Kinds of the tasks of a case that no clock made. */
export async function raisedTasks(db: Database, caseId: string): Promise<string[]> {
  const rows = await db.query<{ kind: string }>(
    'SELECT kind FROM task WHERE case_id = $1 AND follow_up_id IS NULL ORDER BY kind, id',
    [caseId],
  );
  return rows.map(({ kind }) => kind);
}
