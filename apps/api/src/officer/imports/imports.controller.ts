import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { BankHolidays, ImportBell } from '@app/cases';
import { londonDay } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import {
  type ImportKind,
  ImportJobs,
  importKinds,
  listImports,
  RegisterAges,
} from '@app/providers';
import {
  Body,
  Controller,
  Get,
  Post,
  Query,
  Req,
  Res,
  UploadedFile,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { mostUploadBytes } from '../../http/receive-upload';
import { CurrentOfficer, Needs } from '../../security/access';
import { readDay, typedDayOf } from '../forms/day-field';
import { type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { PolicyNames } from '../policy/policy-names';
import { holidayWords } from '../words/freshness-words';
import {
  emptyForm,
  type Filled,
  presentAges,
  presentForm,
  presentOpenJobs,
  presentRun,
} from './imports.presenter';
import { jobHref } from './job.presenter';
import { TooLargeFilter } from './too-large.filter';
import { noticeOf } from '../../views/notice';

/** A file as the upload leaves it on disk. */
interface ReceivedFile {
  path: string;
  originalname: string;
  size: number;
}

/** A file that can be taken, and what was said of it. */
interface Given {
  file: ReceivedFile;
  kind: ImportKind | 'any';
  /** The day its data are of, `YYYY-MM-DD`, when somebody said it. */
  day?: string;
}

const upload = FileInterceptor('file', {
  dest: tmpdir(),
  limits: { files: 1, fileSize: mostUploadBytes, fields: 10, fieldSize: 1000 },
});

const runsAtOnce = 20;

/** Files that bring the registers up to date: giving one, those on their way, and those that are in. */
@ApiExcludeController()
@Needs('register.read')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly jobs: ImportJobs,
    private readonly bell: ImportBell,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ages: RegisterAges,
    private readonly holidays: BankHolidays,
    private readonly names: PolicyNames,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async list(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    const problems = textOf(query, 'problem') === 'too-large' ? [tooLarge] : [];
    await this.show(response, { ...emptyForm, problems }, query);
  }

  @Needs('register.import')
  @Post()
  @UseFilters(TooLargeFilter)
  @UseInterceptors(upload)
  async send(
    @UploadedFile() file: ReceivedFile | undefined,
    @Body() sent: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const body = asOtherForms(sent);
    try {
      const read = this.readForm(body, file);
      if (!('file' in read)) return await this.show(response, read, {});
      const { file: given, kind, day } = read;
      // Browsers send names in UTF-8, which the upload reads as Latin-1.
      const fileName = Buffer.from(given.originalname, 'latin1').toString('utf8');
      const answers = { ...body, file: `${fileName} ${given.size}` };
      const sending = { path: request.path, body: answers, officerId: officer.id };
      const location = await this.tokens.once(sending, async () => {
        const actor = actorOf(officer);
        const id = await this.jobs.receive(given.path, {
          kind,
          fileName,
          actor,
          ...(day ? { asOf: day } : {}),
        });
        await this.bell.ring();
        return jobHref(id);
      });
      response.redirect(303, location);
    } finally {
      if (file) await rm(file.path, { force: true });
    }
  }

  /** @returns what to do with the file, or the form with what is wrong with it */
  private readForm(body: FormBody, file: ReceivedFile | undefined): Given | Filled {
    const kind = textOf(body, 'kind') || 'any';
    const known = kindOf(kind);
    const typed = typedDayOf(body, 'asOf');
    const today = londonDay(this.clock.now());
    const day = Object.values(typed).some((part) => part !== '')
      ? readDay(body, 'asOf', 'the day the data are of', today)
      : null;
    const problems: FormProblem[] = [];
    if (!file) problems.push({ field: 'file', message: 'Choose the file to bring in' });
    if (!known) problems.push({ field: 'kind', message: 'Choose what kind of file it is' });
    if (day && 'problem' in day) problems.push({ ...day.problem, field: 'asOf-day' });
    if (!known || !file || problems.length > 0) return { kind, asOf: typed, problems };
    return { file, kind: known, ...(day && 'day' in day ? { day: day.day } : {}) };
  }

  private async show(response: Response, form: Filled, query: FormBody): Promise<void> {
    const now = this.clock.now();
    const cursor = textOf(query, 'cursor');
    const [runs, open, ages, services, horizon] = await Promise.all([
      listImports(this.db, { limit: runsAtOnce, ...(cursor ? { cursor } : {}) }),
      this.jobs.list(),
      this.ages.freshness(),
      this.ages.services(),
      this.holidays.horizon(),
    ]);
    const actors = runs.items.flatMap((run) => [run.importedBy, run.undoneBy]);
    const names = await this.names.of(actors);
    if (form.problems.length > 0) response.status(422);
    response.render('imports/imports', {
      section: 'imports',
      ...presentForm(form),
      notice: noticeOf(notices, query.done),
      open: presentOpenJobs(open, now),
      ages: presentAges(ages, services),
      holidays: holidayWords(horizon),
      runs: runs.items.map((run) => presentRun(run, names)),
      firstHref: cursor ? '/imports#runs' : null,
      nextHref: runs.nextCursor && `/imports?cursor=${runs.nextCursor}#runs`,
      formToken: this.tokens.issue(),
    });
  }
}

/** The upload makes an object of `asOf[day]`; every other form keeps such names as they are. */
function asOtherForms(sent: FormBody): FormBody {
  const named = Object.entries(sent).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([part, text]) => [`${name}[${part}]`, text] as const)
      : [[name, value] as const],
  );
  return Object.fromEntries(named);
}

const kindOf = (kind: string): ImportKind | 'any' | undefined =>
  kind === 'any' ? kind : importKinds.find((known) => known === kind);

const tooLarge: FormProblem = {
  field: 'file',
  message: `The file is larger than ${mostUploadBytes / 1024 / 1024} MB; whoever looks after the server can import it from the command line`,
};

const notices: Readonly<Record<string, string>> = {
  discarded: 'The file is thrown away. Nothing on the register has changed.',
};
