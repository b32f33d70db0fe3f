import { CaseLinks, FormProgressService, HomeLinks } from '@app/cases';
import { dsptGateWarnings, londonDay, type Scope } from '@app/domain';
import { DsptStandings } from '@app/dspt';
import { dayWords } from '../words/when';
import { Inbox } from '@app/letters';
import { countsTo } from '@app/measures';
import { SitesService } from '@app/providers';
import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { letterFate } from '../words/letter-status-words';
import { type DsptOnCase, presentDsptOnCase } from '../dspt/site-dspt.presenter';
import type { CaseView } from './case-view';
import { presentAnswers } from './answers.presenter';
import { presentCase } from './case.presenter';
import { CaseReader } from './case.reader';
import { presentCorrespondence } from './correspondence.presenter';
import { presentDates } from './dates.presenter';
import { type GroupLink, groupLink } from './group-link';
import { LookBack } from './look-back';
import { presentNeighbours } from './neighbours.presenter';
import { presentPeopleForm } from './people-form.presenter';
import { storyAsked } from './story.presenter';
import { FormTokens } from '../forms/form-tokens.service';
import { CurrentScope, Needs } from '../../security/access';
import { noticeOf as noticeOfPage } from '../../views/notice';

/** An id that is no id names nothing. */
export const caseIdPipe = new ParseUUIDPipe({ errorHttpStatusCode: 404 });

/** What has just been done on another page, by its key. */
const notices: Readonly<Record<string, string>> = {
  call: 'The call is marked as done.',
  links: 'All links of this case have been ended.',
};

/** One case: where it stands, what happens next and why then, and all that happened. */
@ApiExcludeController()
@Needs('cases.read', { case: 'id' })
@Controller('cases')
export class CaseController {
  constructor(
    private readonly reader: CaseReader,
    private readonly links: CaseLinks,
    private readonly progress: FormProgressService,
    private readonly inbox: Inbox,
    private readonly standings: DsptStandings,
    private readonly homes: HomeLinks,
    private readonly lookBack: LookBack,
    private readonly sites: SitesService,
    private readonly tokens: FormTokens,
  ) {}

  @Get(':id')
  async show(
    @Param('id', caseIdPipe) id: string,
    @Query() query: Record<string, unknown>,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const { recorded, done, written, note, on } = query;
    if (on !== undefined) return this.lookBack.show(id, query, response);
    const view = await this.reader.read(id);
    const [answers, links, messages, group] = await Promise.all([
      this.links.answers(id),
      this.links.out(id),
      this.inbox.ofCase(id),
      this.groupOf(view),
    ]);
    const seq =
      typeof recorded === 'string' && /^\d{1,9}$/.test(recorded) ? Number(recorded) : null;
    const page = presentCase(view, seq, {
      came: { messages, answers },
      story: storyAsked(query),
      sought: typeof note === 'string' ? note.trim().slice(0, 100) : '',
    });
    response.render('case/case', {
      ...page,
      group,
      formToken: this.tokens.issue(),
      answers: presentAnswers(view, answers, links),
      correspondence: presentCorrespondence(
        view.letters,
        messages,
        view.names,
        londonDay(view.now),
      ),
      neighbours: presentNeighbours(await this.homes.neighbours(view.case, scope)),
      dspt: await this.dsptOf(view),
      peopleForm: presentPeopleForm(view, await this.progress.of(id)),
      notice: noticeOf(done, written, view) ?? page.notice,
    });
  }

  @Get(':id/dates')
  async dates(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    response.render('case/dates', presentDates(await this.reader.read(id)));
  }

  private async groupOf({ site: { provider = null } }: CaseView): Promise<GroupLink | null> {
    const id = provider?.providerId;
    return id ? groupLink(provider, await this.sites.countOfProvider(id, countsTo)) : null;
  }

  /** What to check of the DSPT; a closed case needs nothing of it. */
  private async dsptOf(view: CaseView): Promise<DsptOnCase | null> {
    if (!view.case.open) return null;
    const today = londonDay(view.now).toString();
    const standing = await this.standings.of(view.site.locationId, today);
    const warnings = dsptGateWarnings(view.state, standing, today);
    return presentDsptOnCase(view.case.id, view.site.locationId, standing, warnings);
  }
}

/** What was just done elsewhere, told from the case itself, so that reloading stays true. */
function noticeOf(done: unknown, written: unknown, view: CaseView): string | null {
  const told = noticeOfPage(notices, done);
  if (told) return told;
  const letter = view.letters.find(({ id }) => id === written);
  if (!letter) return null;
  const { status, reply, day } = letter;
  const isLater = status === 'planned' && day && day > londonDay(view.now).toString();
  return `The letter is written; ${isLater ? `it goes on ${dayWords(day)}` : letterFate(status, reply)}.`;
}
