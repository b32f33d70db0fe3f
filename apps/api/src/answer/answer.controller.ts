import { AnswerDesk } from '@app/cases';
import { type AnswerKey, answersOfPurpose, isAnswerKey } from '@app/domain';
import { type AnswerLink, findLink } from '@app/letters';
import { Database } from '@app/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type FormBody, textOf } from '../officer/forms/form';
import { Public } from '../security/access';
import { AnswerLimits } from './answer-limits.service';
import {
  presentAsk,
  presentLook,
  presentSettled,
  presentThanks,
  type Settled,
  settledBy,
} from './answer.presenter';
import { AnswerReader, type AnswerView } from './answer.reader';
import { readAnswerForm } from './read-answer-form';
import { SendLinkAgain } from './send-link-again.service';
import { StopPages } from './stop-pages.service';

/**
 * Pages behind the links in letters, for readers without an account and without script. Looking
 * changes nothing, however often, because mail scanners open every link; a first press shows what
 * the answer asks, a second one gives it.
 */
@ApiExcludeController()
@Public()
@Controller('a')
export class AnswerController {
  constructor(
    private readonly db: Database,
    private readonly desk: AnswerDesk,
    private readonly reader: AnswerReader,
    private readonly limits: AnswerLimits,
    private readonly again: SendLinkAgain,
    private readonly stop: StopPages,
  ) {}

  /** After somebody asked for a new link: the same whether or not theirs was known. */
  @Get('link-sent')
  linkSent(@Res() response: Response): void {
    response.render('answer/link-sent');
  }

  /** After a wrong person has told us: their link shows nothing any more. */
  @Get('thank-you')
  thankYou(@Res() response: Response): void {
    response.render('answer/thank-you');
  }

  @Get(':token')
  async look(
    @Param('token') token: string,
    @Query('said') said: unknown,
    @Query('press') press: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const link = await this.linkOf(token, request);
    if (link?.purpose === 'stop') return this.stop.look(token, link, response);
    const view = link && (await this.reader.read(token));
    if (!view) return showDead(response);
    const pressed = typeof press === 'string' && isOfPurpose(press, view) ? press : null;
    // Whoever goes back after an answer comes to the thanks again, not to a second form.
    const told = pressed ?? said;
    const thanks = typeof told === 'string' ? presentThanks(token, view, told) : null;
    if (thanks) return response.render('answer/thanks', thanks);
    const why = settledBy(view);
    if (why && !(pressed && view.offered.always.includes(pressed)))
      return showSettled(token, view, why, response);
    if (pressed) return this.ask(token, view, pressed, response);
    response.render('answer/look', presentLook(token, view));
  }

  @Post(':token')
  @HttpCode(200)
  async press(
    @Param('token') token: string,
    @Body() body: FormBody | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = body ?? {};
    const link = await this.linkOf(token, request);
    const answer = textOf(form, 'answer');
    if (answer === 'new-link') {
      if (link) this.again.begin(link);
      return response.redirect(303, '/a/link-sent');
    }
    if (!link) return showDead(response);
    await this.limits.refuseMisuse(link.id);
    if (link.purpose === 'stop') return this.stop.press(token, link, form, response);
    const view = await this.reader.read(token);
    if (!view) return showDead(response);
    if (!isOfPurpose(answer, view)) {
      await this.limits.countWrong(link.id);
      return showDead(response);
    }
    if (view.said.some(({ key }) => key === answer))
      return response.redirect(303, `/a/${token}?said=${answer}`);
    const why = settledBy(view);
    if (why && !view.offered.always.includes(answer))
      return showSettled(token, view, why, response);
    // The page that asks has an address of its own, so that going back and reloading work.
    if (textOf(form, 'send') !== 'yes')
      return response.redirect(303, `/a/${token}?press=${answer}`);
    await this.give(token, view, answer, form, response);
  }

  /** After the first press: what the answer asks. */
  private async ask(
    token: string,
    view: AnswerView,
    key: AnswerKey,
    response: Response,
  ): Promise<void> {
    const names = await this.reader.names(view.row.id);
    response.render('answer/ask', presentAsk(token, view, key, names, null));
  }

  /** The second press: it is given. */
  private async give(
    token: string,
    view: AnswerView,
    key: AnswerKey,
    form: FormBody,
    response: Response,
  ): Promise<void> {
    const read = readAnswerForm(key, view.answering, form);
    if ('problems' in read) {
      await this.limits.countWrong(view.link.id);
      const names = await this.reader.names(view.row.id);
      response.status(422);
      return response.render(
        'answer/ask',
        presentAsk(token, view, key, names, form, read.problems),
      );
    }
    const taken = await this.desk.take(token, key, read.given);
    if (taken.taken)
      return response.redirect(
        303,
        key === 'wrong-person' ? '/a/thank-you' : `/a/${token}?said=${key}`,
      );
    if (taken.why === 'dead') return showDead(response);
    showSettled(token, view, settledBy(view) ?? 'moved-on', response);
  }

  /**
   * The link of a token, good or not. What opens nothing at all is counted as a guess, and only that
   * is refused: homes that share a network must not be locked out by one of them, or by a stranger.
   */
  private async linkOf(token: string, request: Request): Promise<AnswerLink | null> {
    const link = await findLink(this.db, token);
    if (!link) await this.limits.countGuess(request.ip ?? '');
    return link;
  }
}

/** Whether a link of this purpose could ever be answered so. */
const isOfPurpose = (answer: string, { link, answering }: AnswerView): answer is AnswerKey =>
  isAnswerKey(answer) && answersOfPurpose(link.purpose, answering.person).includes(answer);

/** One page for every link that opens nothing, whatever is wrong with it. */
function showDead(response: Response): void {
  response.status(410).render('answer/dead');
}

function showSettled(token: string, view: AnswerView, why: Settled, response: Response): void {
  response.render('answer/settled', presentSettled(token, view, why));
}
