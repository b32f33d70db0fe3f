import { RightsRequests } from '@app/cases';
import {
  BadInput,
  keptFor,
  keptRules,
  londonDay,
  retentionKinds,
  retentionRules,
} from '@app/domain';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../officer/forms/form';
import { radiosOf, requestKindWords } from '../officer/privacy/privacy-words';
import { Public } from '../security/access';
import { AnswerLimits } from './answer-limits.service';

/** What is missing, in words for whoever asks for themselves. */
const missing: Readonly<Record<string, string>> = {
  name: 'Type your name',
  reply: 'Type your email address or telephone number',
  words: 'Write what you would like us to do',
};

/** What we do with personal data, for everybody, and the way to ask about it or to complain. */
@ApiExcludeController()
@Public()
@Controller('privacy-notice')
export class PrivacyNoticeController {
  constructor(
    private readonly requests: RightsRequests,
    private readonly limits: AnswerLimits,
    private readonly clock: Clock,
  ) {}

  @Get()
  notice(@Query('done') done: unknown, @Res() response: Response): void {
    this.show({}, response, [], done === 'yes');
  }

  @Post()
  async ask(
    @Body() body: FormBody,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.countRequest(request.ip ?? '');
    try {
      const input = {
        kind: textOf(body, 'kind'),
        name: textOf(body, 'name'),
        reply: textOf(body, 'reply'),
        words: textOf(body, 'words'),
        receivedOn: londonDay(this.clock.now()).toString(),
      };
      await this.requests.receive(input, 'public');
      response.redirect(303, '/privacy-notice?done=yes');
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      const problems = error.problems.map(({ pointer, code, message }) => ({
        field: pointer.slice(1),
        message: code === 'missing' ? (missing[pointer.slice(1)] ?? message) : message,
      }));
      response.status(422);
      this.show(body, response, problems, false);
    }
  }

  private show(
    body: FormBody,
    response: Response,
    problems: readonly FormProblem[],
    done: boolean,
  ): void {
    const field = (name: string) => ({ value: textOf(body, name), error: errorOf(problems, name) });
    response.render('answer/privacy-notice', {
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      done,
      rules: retentionKinds.map((kind) => ({
        what: retentionRules[kind].what,
        keep: keptFor(kind),
      })),
      kept: keptRules,
      kinds: radiosOf(requestKindWords, textOf(body, 'kind')),
      kindError: errorOf(problems, 'kind'),
      name: field('name'),
      reply: field('reply'),
      words: field('words'),
    });
  }
}
