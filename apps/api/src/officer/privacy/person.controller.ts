import { ErasePerson, ExportPerson } from '@app/cases';
import { BadInput, Conflict, isUuid } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { errorList, type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { exportAs } from './export-files';
import { presentErasure, presentFound } from './person.presenter';
import { erasureReasonWords, radiosOf } from './privacy-words';

/**
 * Finds a person in all that is held, gives out what is held of them, or erases them. What is typed
 * comes in bodies, never in addresses, which are logged and remembered.
 */
@ApiExcludeController()
@Needs('privacy.manage')
@Controller('privacy/person')
export class PersonController {
  constructor(
    private readonly erasing: ErasePerson,
    private readonly exporting: ExportPerson,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  form(@Res() response: Response): void {
    response.render('privacy/person', { section: 'privacy', words: '', found: null });
  }

  @Post()
  @HttpCode(200)
  async find(@Body() body: FormBody, @Res() response: Response): Promise<void> {
    const words = textOf(body, 'words');
    try {
      const found = await this.erasing.search(words);
      response.render('privacy/person', presentFound(words, found, textOf(body, 'request')));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.sayWrong(words, error, response);
    }
  }

  /** What is held, as a file. */
  @Post('export')
  @HttpCode(200)
  async export(@Body() body: FormBody, @Res() response: Response): Promise<void> {
    try {
      const held = await this.exporting.run(subjectsOf(body), textOf(body, 'others') === 'out');
      const { name, type, content } = exportAs(textOf(body, 'format'), held);
      response.set('Content-Type', type);
      response.set('Content-Disposition', `attachment; filename="${name}"`);
      response.send(content);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.sayWrong('', error, response);
    }
  }

  /** What will go, to be looked at first. */
  @Post('preview')
  @HttpCode(200)
  async preview(@Body() body: FormBody, @Res() response: Response): Promise<void> {
    try {
      await this.showPreview(body, response, null);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.sayWrong('', error, response);
    }
  }

  @Post('erase')
  async erase(
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      if (textOf(body, 'sure') !== 'yes')
        throw new BadInput('not-sure', 'Tick that you have read what will go.');
      const requestId = isUuid(textOf(body, 'request')) ? textOf(body, 'request') : null;
      const sending = { path: request.path, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        const subjects = subjectsOf(body);
        await this.erasing.run(subjects, textOf(body, 'reason'), requestId, actorOf(officer));
        return '/privacy/person/erased';
      });
      response.redirect(303, location);
    } catch (error) {
      const isTheirs = error instanceof BadInput || error instanceof Conflict;
      if (!isTheirs || error.code.startsWith('form-') || error.code === 'nobody-chosen')
        throw error;
      response.status(422);
      await this.showPreview(body, response, error.message);
    }
  }

  @Get('erased')
  erased(@Res() response: Response): void {
    response.render('privacy/erased', { section: 'privacy' });
  }

  private async showPreview(body: FormBody, response: Response, problem: string | null) {
    const subjects = subjectsOf(body);
    const preview = await this.erasing.preview(subjects);
    response.render('privacy/erase', {
      ...presentErasure(subjects, preview),
      hasErrors: problem !== null,
      errors: problem === null ? [] : errorList([{ field: '', message: problem }]),
      reasons: radiosOf(erasureReasonWords, textOf(body, 'reason')),
      request: textOf(body, 'request'),
      formToken: this.tokens.issue(),
    });
  }

  private sayWrong(words: string, error: BadInput, response: Response): void {
    response.status(422).render('privacy/person', {
      section: 'privacy',
      words,
      found: null,
      hasErrors: true,
      errors: errorList([{ field: 'words', message: error.message }]),
    });
  }
}

/** The places ticked: `subject[]`, one or several. */
const subjectsOf = (body: FormBody): string[] =>
  [body['subject[]'], body.subject].flat().filter((one): one is string => typeof one === 'string');
