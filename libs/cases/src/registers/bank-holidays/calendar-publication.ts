import { type BankHoliday, Conflict, Refused, workingCalendar } from '@app/domain';
import { BellSetter } from '@app/follow-ups';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { CASE_SETTINGS, type CaseSettings } from '../../case-settings';
import { type PlacedAnew, placeAnew } from '../../policy/place-anew';
import { planAnew } from '../../policy/plan-anew';
import { holdPolicyAlone, putInForce } from '../../policy/put-in-force';
import { type ChangeTotals, totalsOf } from '../../policy/rung-change';

/** A calendar that is to hold in place of the one in force. */
export interface NewCalendar {
  /** Number of the version in force that it was made from. */
  base: number;
  bankHolidays: readonly BankHoliday[];
  reason: string;
  actor: string;
}

/** What a calendar does, or did, to the caseload. */
export interface CalendarEffect {
  /** SHA-256 of every rung that moves, with the sentences that explain it. */
  digest: string;
  totals: ChangeTotals;
}

/** The caseload, or the policy, is not what the change was compared with any more. */
export class CalendarOutdated extends Refused {}

class TriedOnly extends Error {
  constructor(readonly effect: CalendarEffect) {
    super('tried only');
  }
}

/**
 * Puts a working calendar in force as a version of the policy, in one transaction: the durations and
 * ladders stay, every rung of every case is placed anew. Trying it does the same and takes it back.
 */
@Injectable()
export class CalendarPublication {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** @throws Conflict there is a draft of the policy; CalendarOutdated */
  async try(calendar: NewCalendar, asOf: Temporal.Instant): Promise<CalendarEffect> {
    try {
      await this.place(calendar, asOf, (_tx, _number, effect) => {
        throw new TriedOnly(effect);
      });
    } catch (error) {
      if (error instanceof TriedOnly) return error.effect;
      throw error;
    }
    throw new Error('A calendar that was only tried has been kept.');
  }

  /**
   * @param asOf the moment the rungs are placed for: that of the trial which was looked at
   * @param expected the digest of that trial; null when nobody looked
   * @param within what else is to be kept with it, or not at all; is told the version's number
   * @throws Conflict there is a draft of the policy
   * @throws CalendarOutdated it would come to something else than was expected
   */
  async publish(
    calendar: NewCalendar,
    asOf: Temporal.Instant,
    expected: string | null,
    within: (tx: Sql, number: number, effect: CalendarEffect) => Promise<void>,
  ): Promise<void> {
    const placed = await this.place(calendar, asOf, async (tx, number, effect) => {
      if (expected !== null && effect.digest !== expected)
        throw new CalendarOutdated(
          'register-changed',
          'The caseload has changed since this file was compared with it; look at the differences again.',
        );
      await putInForce(tx, number, this.clock.now().toString(), calendar.actor);
      await within(tx, number, effect);
    });
    await this.bells.setFor(placed.wanted);
  }

  /** The slow part first, before anybody is kept waiting. */
  private async place(
    calendar: NewCalendar,
    asOf: Temporal.Instant,
    finish: (tx: Sql, number: number, effect: CalendarEffect) => Promise<void>,
  ): Promise<PlacedAnew> {
    const { policies, confidential } = this.settings;
    const inForce = await policies.now(this.db);
    const settings = {
      policy: inForce.policy,
      calendar: workingCalendar(calendar.bankHolidays),
    };
    const plans = await planAnew(this.db, confidential.sealer, settings, asOf);
    return this.db.transaction(async (tx) => {
      await holdPolicyAlone(tx);
      const number = await this.draft(tx, calendar);
      const now = this.clock.now();
      const placed = await placeAnew(tx, confidential, settings, plans, { asOf, now });
      const { digest } = placed;
      await finish(tx, number, { digest, totals: totalsOf(placed.changes) });
      return placed;
    });
  }

  private async draft(tx: Sql, calendar: NewCalendar): Promise<number> {
    await expectNoDraft(tx);
    const [row] = await tx.query<{ number: number }>(
      `INSERT INTO policy_version (number, status, revision, document, calendar, author, reason,
                                   created_at, changed_at)
       SELECT (SELECT max(number) + 1 FROM policy_version), 'draft', 1, document, $2, $3, $4, $5, $5
         FROM policy_version WHERE status = 'published' AND number = $1
       RETURNING number`,
      [
        calendar.base,
        JSON.stringify(calendar.bankHolidays),
        calendar.actor,
        calendar.reason,
        this.clock.now().toString(),
      ],
    );
    if (!row)
      throw new CalendarOutdated(
        'register-changed',
        'Another policy has been published meanwhile; import the file again.',
      );
    return row.number;
  }
}

/** A draft holds a calendar of its own, and would bring the old days back when it is published. */
async function expectNoDraft(tx: Sql): Promise<void> {
  const [draft] = await tx.query<{ number: number; author: string }>(
    "SELECT number, author FROM policy_version WHERE status = 'draft'",
  );
  if (draft)
    throw new Conflict(
      'draft-exists',
      `Policy ${draft.number} is being drafted and would bring the former days back; publish or discard it first.`,
    );
}
