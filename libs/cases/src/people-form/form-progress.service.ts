import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { isAlive } from '../answers/link-life';
import { type FormTimes, timesOfForm } from './people-draft';
import { formPurposes } from './people-form-door';

/** The newest letter with a link to the people form. Instants are ISO 8601 UTC. */
export interface FormLetter {
  letterId: string | null;
  /** As in the ledger; null when the letter is not held. */
  status: string | null;
  /** When it went, or when it was written while it has not. */
  at: string;
  /** The link in it still opens the form, as far as time goes. */
  isLinkAlive: boolean;
  expiresAt: string;
}

/** How far a home is with naming its people. */
export interface FormProgress {
  /** Null: the form has not been sent. */
  letter: FormLetter | null;
  /** Null: nothing has been saved. */
  times: FormTimes | null;
  /** Rows saved and not sent in. */
  unsentRows: number;
}

interface Row {
  letterId: string | null;
  status: string | null;
  at: string;
  expiresAt: string;
  revokedAt: string | null;
}

/** Tells an officer how far the people form of a case is, without showing anybody's details. */
@Injectable()
export class FormProgressService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async of(caseId: string): Promise<FormProgress> {
    const [[link], [count], times] = await Promise.all([
      this.db.query<Row>(
        `SELECT k.letter_id AS "letterId", l.status, k.expires_at AS "expiresAt",
                k.revoked_at AS "revokedAt",
                CASE WHEN l.status = 'sent' THEN l.settled_at ELSE k.created_at END AS at
           FROM answer_link k LEFT JOIN letter l ON l.id = k.letter_id
          WHERE k.case_id = $1 AND k.purpose = ANY($2) AND k.recipient = 'provider'
            AND l.status IS DISTINCT FROM 'withdrawn'
          ORDER BY k.created_at DESC, k.id LIMIT 1`,
        [caseId, formPurposes],
        'people-form-letter',
      ),
      this.db.query<{ rows: number }>(
        'SELECT count(*)::int AS rows FROM people_draft WHERE case_id = $1',
        [caseId],
        'people-form-rows',
      ),
      timesOfForm(this.db, caseId),
    ]);
    const letter = link && {
      letterId: link.letterId,
      status: link.status,
      at: link.at,
      expiresAt: link.expiresAt,
      isLinkAlive: isAlive(link, this.clock.now()),
    };
    return { letter: letter ?? null, times, unsentRows: count?.rows ?? 0 };
  }
}
