import {
  BadInput,
  type InputProblem,
  isHeadquartersCode,
  NotFound,
  registerHeadquarters,
} from '@app/domain';
import { Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { readSiteDspts } from './read-site-dspt';

/** What a person found out of headquarters' publication. */
export interface InclusionInput {
  /** The code they publish under; the one the register shows when it is left out. */
  headquartersCode?: string | null;
  included: boolean;
  /** How it is known. */
  reason: string;
}

/** Something that was said, and whether it still counts. */
export interface PastInclusion {
  headquartersCode: string;
  included: boolean;
  reason: string;
  saidBy: string;
  saidAt: string;
  endedAt: string | null;
  endedBy: string | null;
}

const longestReason = 500;
const controlCharacters = /\p{Cc}/u;

/** Keeps whether headquarters published for a site too: only a person can find that out. */
@Injectable()
export class DsptInclusions {
  constructor(private readonly db: Database) {}

  /**
   * Records what a person found out, from `now` on; what was said before ends, and is kept. Saying
   * the same again changes nothing.
   * @throws BadInput when no headquarters' code is given or known, or no reason
   * @throws NotFound when the register has no such site
   */
  async record(
    locationId: string,
    input: InclusionInput,
    actor: string,
    now: Temporal.Instant,
    within?: Sql,
  ): Promise<void> {
    await this.inTransaction(within, async (tx) => {
      const dspt = await lockSite(tx, locationId);
      const shown = registerHeadquarters(dspt);
      const said = await readInclusion(tx, input, shown, dspt.odsCode);
      const before = dspt.inclusion;
      const isSame =
        before !== null &&
        before.headquartersCode === said.code &&
        before.included === said.included &&
        before.reason === said.reason &&
        before.registerShowed === shown;
      if (isSame) return;
      await end(tx, locationId, actor, now);
      await tx.query(
        `INSERT INTO dspt_inclusion
           (location_id, hq_code, included, said_by, said_at, reason, register_hq_code)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [locationId, said.code, said.included, actor, now.toString(), said.reason, shown],
      );
    });
  }

  /**
   * It is not known any more: headquarters are to be asked again.
   * @throws NotFound when the register has no such site
   */
  async withdraw(
    locationId: string,
    actor: string,
    now: Temporal.Instant,
    within?: Sql,
  ): Promise<void> {
    await this.inTransaction(within, async (tx) => {
      await lockSite(tx, locationId);
      await end(tx, locationId, actor, now);
    });
  }

  /** Everything that was ever said of a site, newest first. */
  history(locationId: string): Promise<PastInclusion[]> {
    return this.db.query<PastInclusion>(
      `SELECT hq_code AS "headquartersCode", included, reason, said_by AS "saidBy",
              said_at AS "saidAt", ended_at AS "endedAt", ended_by AS "endedBy"
         FROM dspt_inclusion WHERE location_id = $1 ORDER BY said_at DESC, ended_at DESC NULLS FIRST`,
      [locationId],
      'inclusions-of-site',
    );
  }

  private inTransaction(within: Sql | undefined, work: (tx: Sql) => Promise<void>): Promise<void> {
    return within ? work(within) : this.db.transaction(work);
  }
}

/** Two people saying it at once take turns here. */
async function lockSite(tx: Sql, locationId: string) {
  const known = locationId.includes('\0') ? [] : [locationId];
  await tx.query('SELECT FROM site WHERE location_id = ANY ($1) FOR NO KEY UPDATE', [known]);
  const dspt = (await readSiteDspts(tx, { locationIds: known })).get(locationId);
  if (dspt) return dspt;
  throw new NotFound('no-such-site', 'No site with this location ID is in the register.');
}

async function end(
  tx: Sql,
  locationId: string,
  actor: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `UPDATE dspt_inclusion SET ended_at = $2, ended_by = $3
      WHERE location_id = $1 AND ended_at IS NULL`,
    [locationId, now.toString(), actor],
  );
}

async function readInclusion(
  tx: Sql,
  input: InclusionInput,
  shown: string | null,
  own: string | null,
) {
  const code = input.headquartersCode?.trim().toUpperCase() || shown;
  const reason = input.reason.trim().replace(/\s+/g, ' ');
  const problems: InputProblem[] = [];
  const problem = (pointer: string, name: string, message: string): void => {
    problems.push({ pointer, code: name, message });
  };
  if (code === null)
    problem(
      '/headquartersCode',
      'missing-headquarters-code',
      'Give the code headquarters publish under; the register does not show it.',
    );
  else if (!isHeadquartersCode(code) && (code === own || !(await isListed(tx, code))))
    problem(
      '/headquartersCode',
      'invalid-headquarters-code',
      `“${code.slice(0, 40)}” is not a headquarters’ code: give A or C and three more characters, or another code of the DSPT list.`,
    );
  if (reason === '')
    problem('/reason', 'missing-reason', 'Say how you know: who told you, and when.');
  else if (reason.length > longestReason || controlCharacters.test(reason))
    problem('/reason', 'invalid-reason', `Say it in at most ${longestReason} characters.`);
  const [first] = problems;
  if (first) throw new BadInput(first.code, first.message, problems);
  return { code: code ?? '', included: input.included, reason };
}

/** Some organisations publish under codes of another form. */
async function isListed(tx: Sql, code: string): Promise<boolean> {
  const known = code.includes('\0') ? [] : [code];
  return (await tx.query('SELECT FROM dspt_status WHERE code = ANY ($1)', [known])).length > 0;
}
