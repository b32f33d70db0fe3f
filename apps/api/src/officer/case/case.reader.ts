import {
  AddressBook,
  type AddressNote,
  CASE_SETTINGS,
  type CaseSettings,
  CasesService,
  TasksService,
} from '@app/cases';
import { fold } from '@app/domain';
import { LetterBook } from '@app/letters';
import { UsualPace } from '@app/measures';
import { Clock, Database } from '@app/platform';
import { SitesService } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';
import { CasePeople } from './case-people';
import type { CaseView } from './case-view';

/** Gathers what the pages about one case are made of. */
@Injectable()
export class CaseReader {
  constructor(
    private readonly cases: CasesService,
    private readonly tasks: TasksService,
    private readonly sites: SitesService,
    private readonly people: CasePeople,
    private readonly letters: LetterBook,
    private readonly pace: UsualPace,
    private readonly book: AddressBook,
    private readonly clock: Clock,
    private readonly db: Database,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** @throws NotFound */
  async read(caseId: string): Promise<CaseView> {
    const row = await this.cases.get(caseId);
    const [site, people, told, damaged, tasks, letters, clocks] = await Promise.all([
      this.sites.get(row.locationId),
      this.people.around(row.locationId),
      this.cases.told(caseId),
      this.cases.damaged(caseId),
      this.tasks.forCase(caseId),
      this.letters.forCasePage(caseId),
      this.settings.policies.now(this.db),
    ]);
    const { facts, followUps, names } = told;
    // The case may have moved on between two of these reads; the newest fact decides its version.
    const version = facts.at(-1)?.seq ?? row.version;
    const state = fold(facts);
    const emails = state.people.flatMap(({ email }) => email ?? []);
    const [addressNotes, slow] = await Promise.all([
      this.notesOf([...(people.contact ? [people.contact.email] : []), ...emails]),
      this.pace.slownessOf(facts),
    ]);
    return {
      now: this.clock.now(),
      asOf: null,
      case: { ...row, version },
      state,
      site,
      ...people,
      names,
      facts,
      followUps,
      tasks,
      letters,
      addressNotes,
      policy: clocks.policy,
      calendar: clocks.calendar,
      damaged,
      slow,
    };
  }

  private async notesOf(addresses: readonly string[]): Promise<Map<string, AddressNote>> {
    const notes = await this.book.notes(addresses);
    return new Map(notes.map((note, n) => [addresses[n] ?? '', note]));
  }
}
