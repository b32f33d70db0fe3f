import { type CaseAsKnown, CASE_SETTINGS, type CaseSettings, CasesAsKnown } from '@app/cases';
import { peopleOfCase } from '@app/history';
import { LetterBook } from '@app/letters';
import { Database } from '@app/platform';
import { SiteHistory, SitesService } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { CasePeople } from './case-people';
import type { CaseLetter, CaseView } from './case-view';
import { siteAt } from '../../cases/site-at';

/** A case on a day gone by, as the page is made of it. */
export interface ViewAsKnown {
  view: CaseView;
  then: CaseAsKnown;
}

/** Gathers what was known of a case at the end of a day: the same as of today, and nothing newer. */
@Injectable()
export class AsKnownReader {
  constructor(
    private readonly known: CasesAsKnown,
    private readonly sites: SitesService,
    private readonly history: SiteHistory,
    private readonly people: CasePeople,
    private readonly letters: LetterBook,
    private readonly db: Database,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @param day Europe/London, `YYYY-MM-DD`
   * @throws NotFound, Refused
   */
  async read(caseId: string, day: string): Promise<ViewAsKnown> {
    const then = await this.known.on(caseId, day);
    const { row, moment, state, facts, followUps, tasks, settings } = then;
    const [site, changes, people, named, letters] = await Promise.all([
      this.sites.get(row.locationId),
      this.history.of(row.locationId),
      this.people.around(row.locationId),
      peopleOfCase(this.db, this.settings.confidential.sealer, caseId),
      this.letters.forCasePage(caseId),
    ]);
    const view: CaseView = {
      now: moment,
      asOf: day,
      case: row,
      state,
      site: siteAt(site, changes, moment),
      ...people,
      names: named.names(),
      facts,
      followUps,
      tasks,
      letters: letters.flatMap((letter) => letterAt(letter, moment)),
      addressNotes: new Map(),
      policy: settings.policy,
      calendar: settings.calendar,
      damaged: [],
      slow: null,
    };
    return { view, then };
  }
}

/** What had not gone by then was still to go, whatever became of it. */
function letterAt(letter: CaseLetter, moment: Temporal.Instant): CaseLetter[] {
  const isLater = (at: string) => Temporal.Instant.compare(at, moment) > 0;
  if (isLater(letter.plannedAt ?? '')) return [];
  return letter.settledAt && isLater(letter.settledAt)
    ? [{ ...letter, status: 'planned', reply: null, settledAt: null }]
    : [letter];
}
