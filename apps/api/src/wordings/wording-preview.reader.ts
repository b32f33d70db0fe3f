import { NotFound, type Scope } from '@app/domain';
import { audit, scopeCondition } from '@app/history';
import {
  type LetterKind,
  matterOfCase,
  type RenderedLetter,
  renderLetter,
  sampleLetter,
  samplesOf,
  type Wording,
} from '@app/letters';
import { Clock, CONFIG, Database, type RunningConfig, Sealer } from '@app/platform';
import { londonDay } from '@app/domain';
import { ContactsService } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';

/** What a preview is to be of. */
export interface PreviewOf {
  kind: LetterKind;
  wording: Wording;
  /** Name of a sample; the first one when it is not given. */
  sample?: string | undefined;
  /** A real case: its home, officer, reader and, where it has had such a letter, its dates. */
  caseId?: string | undefined;
  /** Whose cases it may be of. */
  scope: Scope;
}

export interface PreviewedLetter extends RenderedLetter {
  /** Whether the dates and other values are those of the case, and not examples. */
  isReal: boolean;
}

interface CaseRow {
  home: string;
  town: string | null;
  officer_name: string;
  officer_email: string;
  location_id: string;
}

/** A case one may preview with. */
export interface PreviewCase {
  id: string;
  home: string;
}

const mostCases = 50;

/**
 * Shows what a letter would say. Nothing is stored, and nothing is sent; who saw that of a real case
 * stands in the audit.
 */
@Injectable()
export class WordingPreviews {
  constructor(
    private readonly db: Database,
    private readonly sealer: Sealer,
    private readonly contacts: ContactsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** @throws NotFound no such case, or no such sample */
  async render({ kind, wording, sample, caseId, scope }: PreviewOf): Promise<PreviewedLetter> {
    const samples = samplesOf(kind);
    const chosen = sample === undefined ? samples[0] : samples.find(({ name }) => name === sample);
    if (!chosen)
      throw new NotFound(
        'no-such-sample',
        `There is no such sample; use one of: ${samples.map(({ name }) => name).join('; ')}.`,
      );
    const letter = sampleLetter(chosen.part, () => wording, this.config.associationName);
    if (caseId === undefined) return { ...renderLetter(letter), isReal: false };
    const row = await this.caseRow(caseId, scope);
    await audit(this.db, { action: 'details-seen', subject: `case:${caseId}`, cases: [caseId] });
    const matter = await matterOfCase(this.db, this.sealer, caseId, kind);
    const contact = (await this.contacts.current([row.location_id])).get(row.location_id);
    const real = {
      ...letter,
      sections: letter.sections.map((section) => ({
        ...section,
        part: matter?.part ?? section.part,
        home: { name: row.home, town: row.town },
        officer: { name: row.officer_name, email: row.officer_email },
      })),
      recipientName: matter ? matter.recipientName : (contact?.name ?? null),
      day: londonDay(this.clock.now()).toString(),
    };
    return { ...renderLetter(real), isReal: matter !== null };
  }

  /** Open cases of an officer, those first that have had a letter of this kind. */
  async casesOf(officerId: string, kind: LetterKind): Promise<PreviewCase[]> {
    return this.db.query<PreviewCase>(
      `SELECT c.id, s.name AS home
         FROM application_case c JOIN site s USING (location_id)
        WHERE c.officer_id = $1 AND c.open
        ORDER BY EXISTS (SELECT 1 FROM letter_part p WHERE p.case_id = c.id AND p.kind = $2) DESC,
                 s.name, c.id
        LIMIT ${mostCases}`,
      [officerId, kind],
    );
  }

  private async caseRow(caseId: string, scope: Scope): Promise<CaseRow> {
    const values: unknown[] = [caseId];
    const [row] = await this.db.query<CaseRow>(
      `SELECT s.name AS home, s.town, o.name AS officer_name, o.email AS officer_email,
              s.location_id
         FROM application_case c
         JOIN site s USING (location_id)
         JOIN officer o ON o.id = c.officer_id
        WHERE c.id = $1 AND ${scopeCondition(scope, 'c.officer_id', values)}`,
      values,
    );
    if (!row) throw new NotFound('no-such-case', 'There is no such case; choose another.');
    return row;
  }
}
