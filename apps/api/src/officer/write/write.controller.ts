import {
  CasesService,
  type HandKind,
  handKinds,
  type LetterWish,
  SendLetterService,
} from '@app/cases';
import { BadInput, DomainError, NotFound, Refused, StaleVersion } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { ShowsDetails } from '../../security/readings';
import { caseIdPipe } from '../case/case.controller';
import { CaseReader } from '../case/case.reader';
import { type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { presentPreview } from './write-preview.presenter';
import { presentChoose, presentWrite, untouched, type WriteAttempt } from './write.presenter';

/** Writing to a home: choose the letter, see exactly what goes, when and to whom, and press. */
@ApiExcludeController()
@Needs('cases.write', { case: 'id' })
@Controller('cases/:id/write')
export class WriteController {
  constructor(
    private readonly letters: SendLetterService,
    private readonly cases: CasesService,
    private readonly reader: CaseReader,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async choose(@Param('id', caseIdPipe) id: string, @Res() response: Response): Promise<void> {
    response.render('write/choose', presentChoose(await this.reader.read(id)));
  }

  @Get(':kind')
  async form(
    @Param('id', caseIdPipe) id: string,
    @Param('kind') name: string,
    @Query() query: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(id, kindOf(name), response, { ...untouched, body: query });
  }

  @HttpCode(200)
  @ShowsDetails({ case: 'id' })
  @Post(':kind/preview')
  async preview(
    @Param('id', caseIdPipe) id: string,
    @Param('kind') name: string,
    @Body() body: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const kind = kindOf(name);
    try {
      const preview = await this.letters.preview(id, wishOf(kind, body));
      const view = await this.reader.read(id);
      const page = presentPreview(kind, view, preview, body);
      response.render('write/preview', { ...page, formToken: this.tokens.issue() });
    } catch (error) {
      await this.refuse(id, kind, body, error, response);
    }
  }

  /** Back from the preview to the form, with what was typed. */
  @HttpCode(200)
  @Post(':kind/change')
  async change(
    @Param('id', caseIdPipe) id: string,
    @Param('kind') name: string,
    @Body() body: FormBody,
    @Res() response: Response,
  ): Promise<void> {
    const askAskedFor = textOf(body, 'askedFor') !== '';
    await this.show(id, kindOf(name), response, { body, problems: [], askAskedFor });
  }

  @Post(':kind')
  async send(
    @Param('id', caseIdPipe) id: string,
    @Param('kind') name: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const kind = kindOf(name);
    const sending = { path: request.path, body, officerId: officer.id };
    const version = /^\d{1,9}$/.test(textOf(body, 'version')) ? Number(textOf(body, 'version')) : 0;
    try {
      const location = await this.tokens.once(sending, async () => {
        const wish = wishOf(kind, body);
        const { letterId } = await this.letters.send(id, wish, actorOf(officer), version);
        return `/cases/${id}?written=${letterId}`;
      });
      await this.cases.untilCaughtUp(id);
      response.redirect(303, location);
    } catch (error) {
      await this.refuse(id, kind, body, error, response);
    }
  }

  private async refuse(
    id: string,
    kind: HandKind,
    body: FormBody,
    error: unknown,
    response: Response,
  ): Promise<void> {
    if (!(error instanceof DomainError) || error instanceof NotFound) throw error;
    const isKnown = error instanceof Refused || error instanceof StaleVersion;
    if (!isKnown && !(error instanceof BadInput && error.problems.length > 0)) throw error;
    response.status(error instanceof StaleVersion ? 409 : 422);
    const askAskedFor =
      error.code === 'not-written-to-unless-asked' || textOf(body, 'askedFor') !== '';
    await this.show(id, kind, response, { body, problems: problemsOf(error), askAskedFor });
  }

  private async show(
    id: string,
    kind: HandKind,
    response: Response,
    attempt: WriteAttempt,
  ): Promise<void> {
    const view = await this.reader.read(id);
    const reminders = kind === 'reminder' ? await this.letters.reminders(id) : [];
    response.render('write/form', presentWrite(kind, view, reminders, attempt));
  }
}

function problemsOf(error: DomainError): FormProblem[] {
  if (error instanceof BadInput)
    return error.problems.map((p) => ({ field: p.pointer.slice(1), message: p.message }));
  const field = error.code === 'not-written-to-unless-asked' ? 'askedFor' : '';
  return [{ field, message: error.message }];
}

function kindOf(name: string): HandKind {
  const kind = handKinds.find((one) => one === name);
  if (!kind) throw new NotFound('no-such-page', 'There is no letter of that kind to send.');
  return kind;
}

const recipientShape = /^person:p[1-9]\d{0,3}$/;

function wishOf(kind: HandKind, body: FormBody): LetterWish {
  const recipient = textOf(body, 'recipient');
  const given = (name: string): string | null => textOf(body, name) || null;
  return {
    kind,
    recipient: recipientShape.test(recipient) ? recipient : 'provider',
    about: given('about'),
    title: given('title'),
    text: given('text'),
    clock: given('clock'),
    person: given('person'),
    askedFor: given('askedFor'),
  };
}
