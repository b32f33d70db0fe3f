import { BankHolidays, PoliciesService, type PolicyVersion } from '@app/cases';
import { Wordings } from '@app/letters';
import { Injectable } from '@nestjs/common';

/** Which rules hold, and how letters are worded. */
export interface RulesStanding {
  inForce: PolicyVersion;
  hasDraft: boolean;
  /** The last bank holiday known; null when none is. */
  holidaysKnownUntil: string | null;
  /** That is in under six months. */
  areHolidaysShort: boolean;
  /** Kinds of letters, those with words of our own, and those with a draft. */
  wordings: { all: number; own: number; drafts: number };
}

@Injectable()
export class RulesStandings {
  constructor(
    private readonly policies: PoliciesService,
    private readonly holidays: BankHolidays,
    private readonly wordings: Wordings,
  ) {}

  async read(): Promise<RulesStanding> {
    const [inForce, draft, horizon, kinds] = await Promise.all([
      this.policies.inForce(),
      this.policies.currentDraft(),
      this.holidays.horizon(),
      this.wordings.list(),
    ]);
    return {
      inForce,
      hasDraft: draft !== null,
      holidaysKnownUntil: horizon.knownUntil,
      areHolidaysShort: horizon.isShort,
      wordings: {
        all: kinds.length,
        own: kinds.filter(({ published }) => published?.wording != null).length,
        drafts: kinds.filter(({ draft: one }) => one !== null).length,
      },
    };
  }
}
