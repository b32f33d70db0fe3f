import { NotFound } from '@app/domain';
import { type LinkPurpose, revokeLinks } from '@app/letters';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { answersOfCase, type ReadAnswer } from './stored-answer';

/** A link that has gone out with a letter and still opens its page. Instants are ISO 8601 UTC. */
export interface LinkOut {
  id: string;
  letterId: string;
  purpose: LinkPurpose;
  /** `provider` or `person:<ref>`. */
  recipient: string;
  sentAt: string;
  /** Not good at this moment any more. */
  expiresAt: string;
  answeredAt: string | null;
}

/** What the officer sees of the answer pages of a case, and how they end them. */
@Injectable()
export class CaseLinks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** Links that are out, newest first. */
  out(caseId: string): Promise<LinkOut[]> {
    return this.db.query<LinkOut>(
      `SELECT a.id, a.letter_id AS "letterId", a.purpose, a.recipient,
              coalesce(l.settled_at, a.created_at) AS "sentAt", a.expires_at AS "expiresAt",
              a.answered_at AS "answeredAt"
         FROM answer_link a JOIN letter l ON l.id = a.letter_id
        WHERE a.case_id = $1 AND a.revoked_at IS NULL AND a.expires_at > $2
          AND l.status IN ('sent', 'unknown', 'claimed')
        ORDER BY "sentAt" DESC, a.id`,
      [caseId, this.clock.now().toString()],
      'links-out',
    );
  }

  /** What came by them, newest first. */
  answers(caseId: string): Promise<ReadAnswer[]> {
    return answersOfCase(this.db, this.settings.confidential.sealer, caseId);
  }

  /**
   * Ends all links of a case, those in letters not yet sent too.
   * @param by the name of who asks for it
   * @returns how many ended
   */
  revoke(caseId: string, by: string): Promise<number> {
    return revokeLinks(this.db, { caseId }, `ended by ${by}`, this.clock.now());
  }

  /** @throws NotFound */
  async caseOf(answerId: string): Promise<string> {
    const [row] = await this.db.query<{ caseId: string }>(
      'SELECT case_id AS "caseId" FROM answer WHERE id = $1',
      [answerId],
    );
    if (!row) throw new NotFound('no-such-answer', 'There is no such answer; look at the case.');
    return row.caseId;
  }
}
