import { type LetterToAsk, lettersToAskAgain, markStaleByRegister } from '@app/letters';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { askAgain } from './ask-again';
import { CASE_SETTINGS, type CaseSettings } from './case-settings';
import { firingAt } from './firing-settings';

const batchSize = 20;

/**
 * Letters that have not gone on the day they were written for, or of whose cases something has been
 * learned since, are never sent as they are: each is asked again and written in words that hold, or
 * withdrawn with its reason. Safe beside itself.
 */
@Injectable()
export class AskAgainService {
  /** The import of the register of which what waits has been marked. */
  private heardOf: string | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** To be called in sending hours, before letters leave. A letter that fails is left for later. */
  async run(): Promise<void> {
    await this.hearOfRegister();
    const seen = new Set<string>();
    for (;;) {
      const { day } = firingAt(this.clock.now(), await this.settings.policies.now(this.db));
      const found = await lettersToAskAgain(this.db, day, batchSize + seen.size);
      const letters = found.filter(({ id }) => !seen.has(id)).slice(0, batchSize);
      if (letters.length === 0) return;
      for (const { id } of letters) seen.add(id);
      await this.ask(letters);
    }
  }

  /** A new register may give homes other names. */
  private async hearOfRegister(): Promise<void> {
    const [last] = await this.db.query<{ id: string }>(
      'SELECT id FROM import_run ORDER BY imported_at DESC, id LIMIT 1',
      [],
      'last-import',
    );
    if (!last || last.id === this.heardOf) return;
    await markStaleByRegister(this.db);
    this.heardOf = last.id;
  }

  /** If one of them fails they are asked one by one, so that it holds back no other. */
  private async ask(letters: readonly LetterToAsk[]): Promise<void> {
    try {
      await this.askTogether(letters);
    } catch (error) {
      const [only] = letters;
      if (letters.length === 1 && only) {
        this.settings.onTrouble(error as Error, { caseId: only.caseIds[0] ?? '' });
        return;
      }
      for (const letter of letters) await this.ask([letter]);
    }
  }

  private askTogether(letters: readonly LetterToAsk[]): Promise<void> {
    return this.db.transaction(async (tx) => {
      const clocks = await this.settings.policies.during(tx);
      const settings = firingAt(this.clock.now(), clocks);
      await askAgain(tx, this.settings.confidential, letters, settings);
    });
  }
}
