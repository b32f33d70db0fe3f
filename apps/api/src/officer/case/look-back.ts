import { CaseLinks, CasesService } from '@app/cases';
import { DomainError, londonDay, NotFound } from '@app/domain';
import { Inbox } from '@app/letters';
import { Clock } from '@app/platform';
import { SitesService } from '@app/providers';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Temporal } from 'temporal-polyfill';
import { presentAsKnown } from './as-known.presenter';
import { AsKnownReader } from './as-known.reader';
import { type CameIn, storyAsked } from './story.presenter';

/** Shows a case as it was known on a day gone by. */
@Injectable()
export class LookBack {
  constructor(
    private readonly reader: AsKnownReader,
    private readonly cases: CasesService,
    private readonly sites: SitesService,
    private readonly links: CaseLinks,
    private readonly inbox: Inbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers with the page of that day; today is the page of the case itself, and of any other day the
   * page says which days there are.
   * @param query of the address; `on` is the day
   * @throws NotFound
   */
  async show(id: string, query: Record<string, unknown>, response: Response): Promise<void> {
    const day = typeof query.on === 'string' ? query.on.trim() : '';
    if (day === '' || day === londonDay(this.clock.now()).toString())
      return response.redirect(303, `/cases/${id}`);
    try {
      const { view, then } = await this.reader.read(id, day);
      const came = await this.cameInBy(id, then.moment);
      const asked = { came, story: storyAsked(query), sought: '' };
      response.render('case/as-known', presentAsKnown(view, then, asked));
    } catch (error) {
      if (!(error instanceof DomainError) || error instanceof NotFound) throw error;
      await this.refuse(id, day, error, response);
    }
  }

  private async cameInBy(id: string, moment: Temporal.Instant): Promise<CameIn> {
    const isKnown = (at: string) => Temporal.Instant.compare(at, moment) <= 0;
    const [messages, answers] = await Promise.all([this.inbox.ofCase(id), this.links.answers(id)]);
    return {
      messages: messages.filter(({ receivedAt }) => isKnown(receivedAt)),
      answers: answers.filter(({ at }) => isKnown(at)),
    };
  }

  private async refuse(
    id: string,
    day: string,
    error: DomainError,
    response: Response,
  ): Promise<void> {
    const row = await this.cases.get(id);
    const { name } = await this.sites.get(row.locationId);
    response.status(422).render('case/look-back', {
      ...{ section: 'cases', practice: row.practice, id, home: name, day, hasErrors: true },
      errors: [{ text: error.message, href: '#on' }],
    });
  }
}
