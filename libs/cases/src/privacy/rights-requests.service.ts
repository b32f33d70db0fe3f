import { randomUUID } from 'node:crypto';
import { answerBy, BadInput, Conflict, londonDay, NotFound, type InputProblem } from '@app/domain';
import { audit } from '@app/history';
import { Clock, Database, Sealer, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** What somebody may ask of us (UK GDPR, articles 15 to 21), and how they may complain (DUAA 2025). */
export const requestKinds = [
  'access',
  'rectification',
  'erasure',
  'objection',
  'restriction',
  'complaint',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** How it was made sure that they are who they say. */
export const identityChecks = ['known', 'call-back', 'document', 'not-needed'] as const;
export type IdentityCheck = (typeof identityChecks)[number];

export const requestOutcomes = ['done', 'partly', 'refused', 'nothing-held', 'withdrawn'] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];

/** Who asks and what for: kept sealed. */
export interface RequestWords {
  name: string;
  /** How they are reached: an email address or a telephone number. */
  reply: string;
  words: string;
}

export interface RightsRequest {
  id: string;
  kind: RequestKind;
  /** Null once erased. */
  asked: RequestWords | null;
  /** `YYYY-MM-DD`, Europe/London. */
  receivedOn: string;
  /** The last day to answer, or to acknowledge a complaint. */
  dueOn: string;
  createdBy: string;
  identityChecked: IdentityCheck | null;
  identityCheckedBy: string | null;
  answeredOn: string | null;
  answeredBy: string | null;
  outcome: RequestOutcome | null;
}

export interface NewRequest extends RequestWords {
  kind: string;
  receivedOn: string;
}

interface Row extends Omit<RightsRequest, 'asked'> {
  sealed: Buffer | null;
}

const columns = `id, kind, sealed, received_on AS "receivedOn", due_on AS "dueOn",
  created_by AS "createdBy", identity_checked AS "identityChecked",
  identity_checked_by AS "identityCheckedBy", answered_on AS "answeredOn",
  answered_by AS "answeredBy", outcome`;

const placeOf = (id: string): string => `rights_request:sealed:${id}`;
const longest: Readonly<Record<keyof RequestWords, number>> = {
  name: 200,
  reply: 254,
  words: 4000,
};
const mostAnswered = 200;

const noSuchRequest = (): NotFound => new NotFound('no-such-request', 'There is no such request.');

/** Requests about personal data and complaints, each with the day by which it has to be answered. */
@Injectable()
export class RightsRequests {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** Those to be answered, the nearest day first; then those that were, newest first. */
  async list(): Promise<{ open: RightsRequest[]; answered: RightsRequest[] }> {
    const open = await this.db.query<Row>(
      `SELECT ${columns} FROM rights_request WHERE answered_on IS NULL ORDER BY due_on, id`,
    );
    const answered = await this.db.query<Row>(
      `SELECT ${columns} FROM rights_request WHERE answered_on IS NOT NULL
        ORDER BY answered_on DESC, id LIMIT $1`,
      [mostAnswered],
    );
    return {
      open: open.map((row) => this.opened(row)),
      answered: answered.map((row) => this.opened(row)),
    };
  }

  /** @throws NotFound */
  async get(id: string): Promise<RightsRequest> {
    const [row] = await this.db.query<Row>(
      `SELECT ${columns} FROM rights_request WHERE id::text = $1`,
      [id],
    );
    if (!row) throw noSuchRequest();
    return this.opened(row);
  }

  /** How many wait for an answer, how many of these are late, and the next day one is due. */
  async waiting(): Promise<{ open: number; late: number; nextDueOn: string | null }> {
    const today = londonDay(this.clock.now()).toString();
    const [row] = await this.db.query<{ open: number; late: number; nextDueOn: string | null }>(
      `SELECT count(*)::int AS open, count(*) FILTER (WHERE due_on < $1)::int AS late,
              min(due_on) AS "nextDueOn"
         FROM rights_request WHERE answered_on IS NULL`,
      [today],
      'requests-waiting',
    );
    return row ?? { open: 0, late: 0, nextDueOn: null };
  }

  /**
   * Takes a request in.
   * @param by `officer:<id>`, or `public` from the page without sign-in
   * @throws BadInput
   */
  async receive(input: NewRequest, by: string): Promise<string> {
    const kind = requestKinds.find((one) => one === input.kind);
    const today = londonDay(this.clock.now()).toString();
    const asked: RequestWords = {
      name: input.name.trim(),
      reply: input.reply.trim(),
      words: input.words.trim(),
    };
    const problems = problemsOf(asked, kind, input.receivedOn, today);
    if (problems[0]) throw new BadInput(problems[0].code, problems[0].message, problems);
    const id = randomUUID();
    return this.db.transaction(async (tx) => {
      const same = by === 'public' ? await this.sameOfToday(tx, asked, today) : null;
      if (same !== null) return same;
      await tx.query(
        `INSERT INTO rights_request (id, kind, sealed, received_on, due_on, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          kind,
          this.sealer.seal(placeOf(id), asked),
          input.receivedOn,
          answerBy(kind ?? '', input.receivedOn),
          this.clock.now().toString(),
          by,
        ],
      );
      await audit(tx, { action: 'rights-request-received', subject: `request:${id}`, why: kind });
      return id;
    });
  }

  /** Sent twice by the page for everybody, as by a double click, it is one request. */
  private async sameOfToday(tx: Sql, asked: RequestWords, today: string): Promise<string | null> {
    await tx.query('SELECT pg_advisory_xact_lock(7262405)');
    const rows = await tx.query<{ id: string; sealed: Buffer }>(
      `SELECT id, sealed FROM rights_request
        WHERE created_by = 'public' AND received_on = $1 AND sealed IS NOT NULL`,
      [today],
    );
    const written = JSON.stringify(asked);
    const same = rows.find(
      ({ id, sealed }) => JSON.stringify(this.sealer.open(placeOf(id), sealed)) === written,
    );
    return same?.id ?? null;
  }

  /** @throws NotFound, BadInput */
  async checkIdentity(id: string, how: string, by: string): Promise<void> {
    const check = identityChecks.find((one) => one === how);
    if (!check) throw new BadInput('no-check', 'Choose how you made sure who they are.');
    const rows = await this.db.query(
      `UPDATE rights_request SET identity_checked = $2, identity_checked_by = $3
        WHERE id::text = $1 AND answered_on IS NULL RETURNING 1`,
      [id, check, by],
    );
    if (rows.length === 0) await this.refuse(id);
  }

  /**
   * It has been answered; a complaint, acknowledged and answered.
   * @throws NotFound, BadInput
   * @throws Conflict it was answered already, or nobody has checked who asks
   */
  async answer(id: string, outcome: string, by: string): Promise<void> {
    const known = requestOutcomes.find((one) => one === outcome);
    if (!known) throw new BadInput('no-outcome', 'Choose what came of it.');
    const { identityChecked } = await this.get(id);
    if (identityChecked === null && known !== 'withdrawn' && known !== 'refused')
      throw new Conflict('identity-unchecked', 'Say first how you made sure who they are.');
    await this.db.transaction(async (tx) => {
      const rows = await tx.query(
        `UPDATE rights_request SET answered_on = $2, answered_by = $3, outcome = $4
          WHERE id::text = $1 AND answered_on IS NULL RETURNING 1`,
        [id, londonDay(this.clock.now()).toString(), by, known],
      );
      if (rows.length === 0) await this.refuse(id);
      await audit(tx, { action: 'rights-request-answered', subject: `request:${id}`, why: known });
    });
  }

  private async refuse(id: string): Promise<never> {
    await this.get(id);
    throw new Conflict('request-answered', 'This request has been answered already.');
  }

  private opened({ sealed, ...row }: Row): RightsRequest {
    const asked = sealed && this.sealer.open<RequestWords>(placeOf(row.id), sealed);
    return { ...row, asked };
  }
}

function problemsOf(
  asked: RequestWords,
  kind: RequestKind | undefined,
  receivedOn: string,
  today: string,
): InputProblem[] {
  const problem = (field: string, code: string, message: string): InputProblem => ({
    pointer: `/${field}`,
    code,
    message,
  });
  const missing: Readonly<Record<keyof RequestWords, string>> = {
    name: 'Type the name of whoever asks.',
    reply: 'Type an email address or a telephone number for the answer.',
    words: 'Write what they ask for.',
  };
  const fields = Object.keys(missing) as (keyof RequestWords)[];
  return [
    ...(kind ? [] : [problem('kind', 'no-kind', 'Choose what it is about.')]),
    ...fields.flatMap((field) => {
      if (asked[field].length === 0) return [problem(field, 'missing', missing[field])];
      return asked[field].length > longest[field]
        ? [problem(field, 'too-long', `Use at most ${longest[field]} characters.`)]
        : [];
    }),
    ...(receivedOn > today
      ? [problem('receivedOn', 'in-the-future', 'It cannot have come after today.')]
      : []),
  ];
}
