import { londonDay, NotFound, type Scope } from '@app/domain';
import { audit } from '@app/history';
import {
  type LetterKind,
  matterOfCase,
  type RenderedLetter,
  renderLetter,
  sampleLetter,
  samplesOf,
  type Wording,
} from '@app/letters';
import { listPreviewCases, type PreviewCase, readPreviewedCase } from '@app/measures';
import { Clock, CONFIG, Database, type RunningConfig, Sealer } from '@app/platform';
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
    const { locationId, home, officer } = await readPreviewedCase(this.db, caseId, scope);
    await audit(this.db, { action: 'details-seen', subject: `case:${caseId}`, cases: [caseId] });
    const matter = await matterOfCase(this.db, this.sealer, caseId, kind);
    const contact = (await this.contacts.current([locationId])).get(locationId);
    const real = {
      ...letter,
      sections: letter.sections.map((section) => ({
        ...section,
        part: matter?.part ?? section.part,
        home,
        officer,
      })),
      recipientName: matter ? matter.recipientName : (contact?.name ?? null),
      day: londonDay(this.clock.now()).toString(),
    };
    return { ...renderLetter(real), isReal: matter !== null };
  }

  /** Open cases of an officer, those first that have had a letter of this kind. */
  casesOf(officerId: string, kind: LetterKind): Promise<PreviewCase[]> {
    return listPreviewCases(this.db, officerId, kind);
  }
}
