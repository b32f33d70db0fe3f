import { AnswerDesk, CASE_SETTINGS, type CaseSettings, type OpenedLink } from '@app/cases';
import { peopleOfCase } from '@app/history';
import { Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** Whose home it is, and who looks after it: all that a page shows of anybody before a press. */
export interface Around {
  home: string;
  town: string | null;
  /** First name of the officer. */
  officer: string;
  practice: boolean;
}

/** A page behind a link, as it was read at one moment. */
export interface AnswerView extends OpenedLink, Around {}

/** Reads what the pages behind links show. Changes nothing. */
@Injectable()
export class AnswerReader {
  constructor(
    private readonly db: Database,
    private readonly desk: AnswerDesk,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** Null for every link that opens nothing. */
  async read(token: string): Promise<AnswerView | null> {
    const opened = await this.desk.look(token);
    return opened && { ...opened, ...(await this.around(opened.row.id)) };
  }

  async around(caseId: string): Promise<Around> {
    const [row] = await this.db.query<Around>(
      `SELECT s.name AS home, s.town, o.name AS officer, c.practice
         FROM application_case c JOIN site s USING (location_id)
         JOIN officer o ON o.id = c.officer_id
        WHERE c.id = $1`,
      [caseId],
      'around-answer-page',
    );
    if (!row) throw new Error('A link is about a case that is not there.');
    return { ...row, officer: row.officer.trim().split(/\s+/)[0] ?? row.officer };
  }

  /** Names of people of the case by ref; for pages after a press alone. */
  async names(caseId: string): Promise<ReadonlyMap<string, string>> {
    return (await peopleOfCase(this.db, this.settings.confidential.sealer, caseId)).names();
  }
}
