import {
  LetterBook,
  lettersNeedingSomebody,
  lettersPutOff,
  type MailHalt,
  type MailHealth,
  readMailHealth,
  type TroubledLetter,
} from '@app/letters';
import type { Scope } from '@app/domain';
import { anyPractice, type LeftOut, readLeftOut } from '@app/measures';
import { Clock, CONFIG, Database, type RunningConfig } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';

/** Everything there is to know of mail at one moment. */
export interface MailStanding {
  now: Temporal.Instant;
  /** False: letters stay in the mail tray. */
  leaves: boolean;
  perMinute: number;
  health: MailHealth;
  halt: MailHalt | null;
  needing: TroubledLetter[];
  putOff: TroubledLetter[];
  leftOut: LeftOut[];
  practice: boolean;
}

/** Gathers how mail is doing, for page and programs alike. */
@Injectable()
export class MailReader {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly book: LetterBook,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * @param limit of each list
   * @param scope whose letters are listed; the counts are of all mail
   */
  async read(limit: number, scope: Scope): Promise<MailStanding> {
    const now = this.clock.now();
    const [health, halt, needing, putOff, leftOut] = await Promise.all([
      readMailHealth(this.db, now),
      this.book.halted(),
      lettersNeedingSomebody(this.db, limit, scope),
      lettersPutOff(this.db, limit, scope),
      readLeftOut(this.db, now, limit, scope),
    ]);
    const shown = [...needing, ...putOff].flatMap((letter) => letter.homes);
    const caseIds = [...shown, ...leftOut].map(({ caseId }) => caseId);
    return {
      now,
      leaves: this.config.smtpUrl !== undefined,
      perMinute: this.config.mailPerMinute,
      health,
      halt,
      needing,
      putOff,
      leftOut,
      practice: await anyPractice(this.db, [...new Set(caseIds)]),
    };
  }
}
