import { type ClockSettings, Conflict, NotFound, StaleVersion } from '@app/domain';
import { BellSetter } from '@app/follow-ups';
import { Clock, Database, isUniqueViolation, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { readDraft } from './draft-input';
import { placeAnew } from './place-anew';
import type { InForce } from './policy-in-force';
import { holdPolicyAlone, putInForce } from './put-in-force';
import { type PlannedCase, planAnew } from './plan-anew';
import {
  keepPreview,
  latestPreview,
  type PolicyPreview,
  type PreviewedCase,
  previewedCases,
  seenPreview,
} from './policy-preview';
import {
  type PolicyVersion,
  type PolicyVersionRow,
  settingsOf,
  toVersion,
  versionColumns,
} from './policy-version';

type Plans = ReadonlyMap<string, PlannedCase>;

/** The policy and the working calendar as versions: read, drafted, previewed and published. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** Versions, newest first. @param before only those with a lower number */
  async history(limit: number, before?: number): Promise<PolicyVersion[]> {
    const rows = await this.db.query<PolicyVersionRow>(
      `SELECT ${versionColumns} FROM policy_version
        WHERE $2::int IS NULL OR number < $2 ORDER BY number DESC LIMIT $1`,
      [limit, before ?? null],
    );
    return rows.map(toVersion);
  }

  /** @throws NotFound */
  get(number: number): Promise<PolicyVersion> {
    return getVersion(this.db, number);
  }

  /** The version that holds now. */
  async inForce(): Promise<PolicyVersion> {
    const { number } = await this.db.transaction((tx) => this.settings.policies.during(tx));
    return this.get(number);
  }

  /**
   * The policy and calendar in force, for reading only.
   * @param number of that version, where it has just been read; null before anybody needed one
   */
  settingsNow(number?: number | null): Promise<InForce> {
    const { policies } = this.settings;
    return number === undefined ? policies.now(this.db) : policies.ofNumber(this.db, number);
  }

  /** The draft, if there is one. */
  async currentDraft(): Promise<PolicyVersion | null> {
    const [row] = await this.db.query<PolicyVersionRow>(
      `SELECT ${versionColumns} FROM policy_version WHERE status = 'draft'`,
    );
    return row ? toVersion(row) : null;
  }

  /**
   * Begins a draft from the version in force.
   * @throws BadInput names every wrong value
   * @throws Conflict there is a draft already
   */
  async draft(input: unknown, actor: string): Promise<PolicyVersion> {
    try {
      return await this.db.transaction(async (tx) => {
        const { number } = await this.settings.policies.during(tx);
        const { reason, policy, bankHolidays } = readDraft(input, await getVersion(tx, number));
        const rows = await tx.query<PolicyVersionRow>(
          `INSERT INTO policy_version (number, status, revision, document, calendar, author, reason,
                                       created_at, changed_at)
           SELECT max(number) + 1, 'draft', 1, $1, $2, $3, $4, $5, $5 FROM policy_version
           RETURNING ${versionColumns}`,
          [
            JSON.stringify(policy),
            JSON.stringify(bankHolidays),
            actor,
            reason,
            this.clock.now().toString(),
          ],
        );
        return toVersion(rows[0] ?? missing());
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new Conflict(
        'draft-exists',
        'There is a draft already; change it, publish it or discard it first.',
      );
    }
  }

  /**
   * Changes the draft.
   * @param revision the one the sender had read
   * @throws BadInput, NotFound, Conflict
   * @throws StaleVersion somebody has changed the draft since
   */
  async redraft(
    number: number,
    input: unknown,
    revision: number,
    actor: string,
  ): Promise<PolicyVersion> {
    return this.db.transaction(async (tx) => {
      const draft = await lockDraft(tx, number);
      if (draft.revision !== revision)
        throw new StaleVersion(
          'stale-version',
          'The draft has changed since you read it; look at what is new and send yours again.',
        );
      const { reason, policy, bankHolidays } = readDraft(input, draft);
      const rows = await tx.query<PolicyVersionRow>(
        `UPDATE policy_version SET revision = revision + 1, document = $2, calendar = $3,
                author = $4, reason = $5, changed_at = $6
          WHERE number = $1 RETURNING ${versionColumns}`,
        [
          number,
          JSON.stringify(policy),
          JSON.stringify(bankHolidays),
          actor,
          reason,
          this.clock.now().toString(),
        ],
      );
      return toVersion(rows[0] ?? missing());
    });
  }

  /** @throws NotFound, Conflict */
  async discard(number: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockDraft(tx, number);
      await tx.query('DELETE FROM policy_version WHERE number = $1', [number]);
    });
  }

  /**
   * Does all that a publication would do and takes it back, keeping the list of it.
   * @throws NotFound, Conflict
   */
  async preview(number: number, actor: string): Promise<PolicyPreview> {
    const asOf = this.clock.now();
    const { draft, settings, plans } = await this.plan(number, asOf);
    const placed = await this.withoutCommitting(async (tx) => {
      await holdPolicyAlone(tx);
      return placeAnew(tx, this.settings.confidential, settings, plans, { asOf, now: asOf });
    });
    return this.db.transaction(async (tx) => {
      await lockDraft(tx, number);
      return keepPreview(tx, draft, placed, asOf, actor);
    });
  }

  /** The preview last made of a draft as it is now written, if any. @throws NotFound */
  async latestPreview(number: number): Promise<PolicyPreview | null> {
    return latestPreview(this.db, await this.get(number));
  }

  /** The cases a preview is about. @param after the position of the last one seen */
  previewedCases(preview: number, limit: number, after?: number): Promise<PreviewedCase[]> {
    return previewedCases(this.db, preview, limit, after);
  }

  /**
   * Puts a draft in force and places every rung of every case anew, in one transaction: exactly what
   * its preview said, or nothing.
   * @param preview the number of the preview the publisher has seen
   * @throws NotFound
   * @throws Conflict it is no draft, or the preview does not say any more what would happen
   */
  async publish(number: number, preview: number, actor: string): Promise<PolicyVersion> {
    const now = this.clock.now();
    const { asOf } = await seenPreview(this.db, asDraft(await this.get(number)), preview, now);
    const { draft, settings, plans } = await this.plan(number, asOf);
    const { version, wanted } = await this.db.transaction(async (tx) => {
      await holdPolicyAlone(tx);
      const { revision } = await lockDraft(tx, number);
      const seen = await seenPreview(tx, { ...draft, revision }, preview, now);
      const { confidential } = this.settings;
      const placed = await placeAnew(tx, confidential, settings, plans, { asOf, now });
      if (placed.digest !== seen.digest)
        throw new Conflict(
          'preview-outdated',
          'The caseload has changed since that preview; make a new one, look at it, and publish that.',
        );
      return {
        version: await putInForce(tx, number, now.toString(), actor),
        wanted: placed.wanted,
      };
    });
    await this.bells.setFor(wanted);
    return version;
  }

  /** The slow part, before anybody is kept waiting. @throws NotFound, Conflict */
  private async plan(
    number: number,
    asOf: Temporal.Instant,
  ): Promise<{ draft: PolicyVersion; settings: ClockSettings; plans: Plans }> {
    const draft = asDraft(await this.get(number));
    const settings = settingsOf(draft);
    const { sealer } = this.settings.confidential;
    return { draft, settings, plans: await planAnew(this.db, sealer, settings, asOf) };
  }

  private async withoutCommitting<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    const undone = new Undone<T>();
    try {
      await this.db.transaction(async (tx) => {
        undone.result = [await work(tx)];
        throw undone;
      });
    } catch (error) {
      if (error !== undone) throw error;
    }
    return undone.result?.[0] ?? missing();
  }
}

/** Thrown to roll back what was only tried; carries what came of it. */
class Undone<T> extends Error {
  result: [T] | null = null;
}

function missing(): never {
  throw new Error('The policy version was not written.');
}

async function getVersion(sql: Sql, number: number, lock = ''): Promise<PolicyVersion> {
  const [row] = await sql.query<PolicyVersionRow>(
    `SELECT ${versionColumns} FROM policy_version WHERE number = $1 ${lock}`,
    [number],
  );
  if (!row)
    throw new NotFound('no-such-policy', 'There is no policy with that number; see the history.');
  return toVersion(row);
}

async function lockDraft(tx: Sql, number: number): Promise<PolicyVersion> {
  return asDraft(await getVersion(tx, number, 'FOR NO KEY UPDATE'));
}

function asDraft(version: PolicyVersion): PolicyVersion {
  if (version.status !== 'draft')
    throw new Conflict(
      'policy-is-published',
      'That policy has been published and stays as it is; begin a new draft.',
    );
  return version;
}
