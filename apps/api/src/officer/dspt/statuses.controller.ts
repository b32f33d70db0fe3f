import { BadInput, type KnownDsptLevel, NotFound } from '@app/domain';
import { DsptClassifications, knownDsptLevels, type UnknownDsptStatus } from '@app/dspt';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ClassifyStatus } from '../../dspt/classify-status.service';
import { CurrentOfficer, Needs } from '../../security/access';
import { CasePeople } from '../case/case-people';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { presentClassify, presentStatuses } from './statuses.presenter';

/** Statuses the program does not know: they open nothing until somebody says what they come to. */
@ApiExcludeController()
@Needs('register.read')
@Controller('dspt/statuses')
export class DsptStatusesController {
  constructor(
    private readonly classifications: DsptClassifications,
    private readonly classifying: ClassifyStatus,
    private readonly people: CasePeople,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async list(@Query('saved') saved: unknown, @Res() response: Response): Promise<void> {
    const [statuses, officers] = await Promise.all([
      this.classifications.unknown(),
      this.people.officers(),
    ]);
    response.render('dspt/statuses', {
      ...presentStatuses(statuses, officers),
      notice: saved === 'yes' ? 'It counts from now on, for every site that has it.' : null,
    });
  }

  @Needs('register.decide')
  @Get('one')
  async form(@Query('words') words: unknown, @Res() response: Response): Promise<void> {
    await this.show(await this.find(words), response, null, []);
  }

  @Needs('register.decide')
  @Post('one')
  async send(
    @Query('words') words: unknown,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const status = await this.find(words);
    const given = textOf(body, 'level');
    const level = given === 'unknown' ? null : levelOf(given);
    if (level === undefined)
      return this.show(status, response, given, [
        { field: 'level', message: 'Choose what the status comes to' },
      ]);
    try {
      const sending = { path: request.originalUrl, body, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        await this.classifying.classify(status.words, level, actorOf(officer));
        return '/dspt/statuses?saved=yes';
      });
      response.redirect(303, location);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      await this.show(status, response, given, [{ field: 'level', message: error.message }]);
    }
  }

  private async find(words: unknown): Promise<UnknownDsptStatus> {
    const found = (await this.classifications.unknown()).find((s) => s.words === words);
    if (found) return found;
    throw new NotFound('no-such-status', 'No DSPT list that was imported has such a status.');
  }

  private async show(
    status: UnknownDsptStatus,
    response: Response,
    chosen: string | null,
    problems: readonly FormProblem[],
  ): Promise<void> {
    if (problems.length > 0) response.status(422);
    response.render('dspt/classify', {
      ...presentClassify(status, chosen),
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      levelError: errorOf(problems, 'level'),
      formToken: this.tokens.issue(),
    });
  }
}

const levelOf = (text: string): KnownDsptLevel | undefined =>
  knownDsptLevels.find((level) => level === text);
