import { Webhooks } from '@app/cases';
import { londonDay, type WebhookKind, webhookKinds } from '@app/domain';
import type { Officer } from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { requireRecentSignIn } from '../../security/recent-sign-in';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { refusals } from '../forms/refusals';
import { deliveryLine, kindChoices, standingOf, webhookLine } from './webhooks.presenter';
import { dayInLondon, exactly, shortMoment } from '../words/when';
import { noticeOf } from '../../views/notice';

/** Deliveries shown at once. */
const shown = 20;

const notices: Readonly<Record<string, string>> = {
  paused: 'It is paused. What happens is numbered and kept for it.',
  resumed: 'It goes on, with the oldest delivery that was not taken in.',
  tested:
    'A test delivery is on its way. Load this page again in a moment to see what it answered.',
};

/** Programs elsewhere that are told what happens. */
@ApiExcludeController()
@Needs('webhooks.manage')
@Controller('settings/webhooks')
export class WebhookPagesController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query('done') done: unknown, @Res() response: Response): Promise<void> {
    await this.showList(response, { kinds: Object.keys(webhookKinds) }, [], done === 'deleted');
  }

  /** Answers with the secret itself: it is shown this once, and no address leads to it. */
  @Post()
  async add(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireRecentSignIn(request, this.clock.now());
    const kinds = [body.kinds ?? []].flat().map(String);
    try {
      const { id, secret } = await this.webhooks.create(textOf(body, 'url'), kinds, officer.id);
      const { url } = await this.webhooks.get(id);
      response.status(200).render('webhooks/secret', { section: 'settings', id, url, secret });
    } catch (error) {
      await this.showList(response.status(422), { ...body, kinds }, refusals(error), false);
    }
  }

  @Get(':webhook')
  async one(
    @Param('webhook', idOf('webhook')) id: string,
    @Query('done') done: unknown,
    @Query('again') again: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const count = typeof again === 'string' && /^\d{1,6}$/.test(again) ? Number(again) : null;
    const notice =
      count === null
        ? noticeOf(notices, done)
        : `${exactly(count, 'delivery is', 'deliveries are')} sent again.`;
    await this.show(response, id, {}, [], notice);
  }

  @Post(':webhook/pause')
  async pause(
    @Param('webhook', idOf('webhook')) id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.webhooks.pause(id);
    response.redirect(303, `/settings/webhooks/${id}?done=paused`);
  }

  @Post(':webhook/resume')
  async resume(
    @Param('webhook', idOf('webhook')) id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.webhooks.resume(id);
    response.redirect(303, `/settings/webhooks/${id}?done=resumed`);
  }

  @Post(':webhook/test')
  async test(
    @Param('webhook', idOf('webhook')) id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.webhooks.test(id);
    response.redirect(303, `/settings/webhooks/${id}?done=tested`);
  }

  /** Shows the new secret this once. */
  @Post(':webhook/secret')
  async renew(
    @Param('webhook', idOf('webhook')) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    requireRecentSignIn(request, this.clock.now(), `/settings/webhooks/${id}`);
    const secret = await this.webhooks.rotate(id);
    const { url, formerUntil } = await this.webhooks.get(id);
    const until = formerUntil && shortMoment(formerUntil, londonDay(this.clock.now()));
    response.status(200).render('webhooks/secret', { section: 'settings', id, url, secret, until });
  }

  @Post(':webhook/replay')
  async replay(
    @Param('webhook', idOf('webhook')) id: string,
    @Body() body: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const after = textOf(body, 'after');
    if (!/^\d{1,15}$/.test(after)) {
      const message = 'Give the number of the last delivery the receiver has; 0 if it has none.';
      await this.show(response.status(422), id, body, [{ field: 'after', message }], null);
      return;
    }
    const count = await this.webhooks.replay(id, Number(after));
    response.redirect(303, `/settings/webhooks/${id}?again=${count}`);
  }

  @Post(':webhook/delete')
  async remove(
    @Param('webhook', idOf('webhook')) id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.webhooks.remove(id);
    response.redirect(303, '/settings/webhooks?done=deleted');
  }

  private async showList(
    response: Response,
    body: FormBody & { kinds: readonly string[] },
    problems: readonly FormProblem[],
    wasDeleted: boolean,
  ): Promise<void> {
    const now = this.clock.now();
    const all = await this.webhooks.list();
    response.render('webhooks/webhooks', {
      section: 'settings',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice: wasDeleted ? 'It is deleted, with what was kept for it.' : null,
      webhooks: all.map((webhook) => webhookLine(webhook, now)),
      url: { value: textOf(body, 'url'), errorMessage: errorOf(problems, 'url') },
      kinds: kindChoices(body.kinds),
      kindsError: errorOf(problems, 'kinds'),
    });
  }

  private async show(
    response: Response,
    id: string,
    body: FormBody,
    problems: readonly FormProblem[],
    notice: string | null,
  ): Promise<void> {
    const now = this.clock.now();
    const webhook = await this.webhooks.get(id);
    const deliveries = await this.webhooks.recent(id, shown);
    const { formerUntil } = webhook;
    response.render('webhooks/webhook', {
      section: 'settings',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      notice,
      webhook,
      standing: standingOf(webhook, now),
      made: dayInLondon(webhook.createdAt),
      isToldAll: webhook.kinds.length === Object.keys(webhookKinds).length,
      told: webhook.kinds.map((kind: WebhookKind) => webhookKinds[kind]),
      formerUntil: formerUntil && shortMoment(formerUntil, londonDay(now)),
      deliveries: deliveries.map((row) => deliveryLine(row, now)),
      after: { value: textOf(body, 'after'), errorMessage: errorOf(problems, 'after') },
    });
  }
}
