import {
  type CaseState,
  fold,
  type PersonEntry,
  type PortalList,
  portalOrder,
  recordedRows,
} from '@app/domain';
import { audit, factsOfCase, peopleOfCase } from '@app/history';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { getCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';

/** How full details were looked at, or taken away. */
export type ReadingHow = 'page' | 'csv';

/** Somebody as they are typed into the portal. */
export interface PortalPerson extends PersonEntry {
  /** `p1`, `p2`…: who it is within the case. */
  ref: string;
}

/** What the portal asks for of people, with what is known of the case. */
export interface PortalDetails {
  state: CaseState;
  people: PortalList<PortalPerson>;
}

/** One time that somebody saw the details of a case in full. */
export interface DetailsReading {
  officerId: string;
  how: ReadingHow;
  /** How many people's. */
  people: number;
  /** ISO 8601 UTC. */
  readAt: string;
}

/** Names, mobiles and addresses in full, for typing them into the portal. */
@Injectable()
export class PortalDetailsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * The people in the order of the portal. Who looked, when and how is written down with it, so
   * nobody sees them without leaving a trace.
   * @throws NotFound
   */
  read(caseId: string, officerId: string, how: ReadingHow): Promise<PortalDetails> {
    return this.db.transaction(async (tx) => {
      await getCase(tx, caseId);
      const { sealer } = this.settings.confidential;
      const state = fold(await factsOfCase(tx, sealer, caseId));
      const people = await peopleOfCase(tx, sealer, caseId);
      const rows = recordedRows(state, (ref) => people.nameOf(ref));
      await audit(tx, {
        action: how === 'csv' ? 'details-exported' : 'details-seen',
        subject: `case:${caseId}`,
        cases: [caseId],
        why: 'portal',
        details: { officer: officerId, people: rows.length, readAt: this.clock.now().toString() },
      });
      return { state, people: portalOrder(rows.map(({ key, entry }) => ({ ref: key, ...entry }))) };
    });
  }

  /** Somebody's details are put into a form in full, to be changed: that is written down too. */
  async noteForm(caseId: string, ref: string): Promise<void> {
    await audit(this.db, {
      action: 'details-seen',
      subject: `case:${caseId}/${ref}`,
      cases: [caseId],
      why: 'form to change them',
    });
  }

  /** Who has looked, the latest first, at most the last twenty times. */
  readings(caseId: string): Promise<DetailsReading[]> {
    return this.db.query<DetailsReading>(
      `SELECT coalesce(details->>'officer', substr(actor, 9)) AS "officerId",
              CASE action WHEN 'details-exported' THEN 'csv' ELSE 'page' END AS how,
              (details->>'people')::integer AS people, details->>'readAt' AS "readAt"
         FROM audit_entry
        WHERE cases @> ARRAY[$1::uuid] AND action IN ('details-seen', 'details-exported')
          AND why IN ('portal', 'kept before the audit began')
        ORDER BY id DESC LIMIT 20`,
      [caseId],
      'details-readings',
    );
  }
}
