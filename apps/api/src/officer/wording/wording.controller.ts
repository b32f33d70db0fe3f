import { BadInput, Conflict, type DomainError, NotFound, StaleVersion } from '@app/domain';
import { letterKind, type LetterKind, Wordings } from '@app/letters';
import { actorOf, can, type Officer } from '@app/officers';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { LetterKindPipe } from '../../wordings/letter-kind.pipe';
import { warningsOf } from '../../wordings/wording-answers';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { PolicyNames } from '../policy/policy-names';
import { actorName } from '../policy/policy.presenter';
import {
  differences,
  placeWords,
  presentAllowed,
  presentReadingAge,
  presentRow,
  presentVersion,
} from './wording.presenter';
import { asText, fieldAt, readWordingForm, wordingFields } from './wording-form';
import { noticeOf } from '../../views/notice';

const notices: Readonly<Record<string, string>> = {
  drafted: 'The draft is saved. No letter has changed yet.',
  published: 'It is in force, for letters that have not gone too.',
  discarded: 'The draft is gone.',
  reset: 'The wording shipped with the program is in force again.',
};

/** What the letters say: the list of them, the editor of each, and its history. */
@ApiExcludeController()
@Needs('wordings.read')
@Controller('wordings')
export class WordingController {
  constructor(
    private readonly wordings: Wordings,
    private readonly names: PolicyNames,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async list(@Res() response: Response): Promise<void> {
    const states = await this.wordings.list();
    const actors = states.flatMap((s) => [s.draft?.author, s.published?.publishedBy]);
    const names = await this.names.of(actors.map((actor) => actor ?? null));
    response.render('wording/list', {
      section: 'wordings',
      rows: states.map((state) => presentRow(state, names)),
    });
  }

  @Get(':kind')
  async edit(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const notice = noticeOf(notices, done);
    await this.show(kind, officer, response, { notice, problems: [] });
  }

  @Get(':kind/history')
  async history(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Res() response: Response,
  ): Promise<void> {
    const versions = await this.wordings.history(kind);
    const names = await this.names.of(versions.flatMap((v) => [v.author, v.publishedBy]));
    response.render('wording/history', {
      section: 'wordings',
      kind,
      name: letterKind(kind).name,
      versions: versions.map((v, n) => presentVersion(v, versions[n + 1], names)),
    });
  }

  @Needs('wordings.write')
  @Post(':kind')
  async save(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(kind, body, request, officer, response, async (version) => {
      const { wording } = readWordingForm(body);
      await this.wordings.draft(kind, wording, version, actorOf(officer));
      return textOf(body, 'then') === 'preview' ? '/preview' : '?done=drafted';
    });
  }

  @Needs('wordings.write')
  @Post(':kind/publish')
  async publish(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(kind, body, request, officer, response, async (version) => {
      await this.wordings.publish(kind, version, actorOf(officer));
      return '?done=published';
    });
  }

  @Needs('wordings.write')
  @Post(':kind/discard')
  async discard(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(kind, body, request, officer, response, async (version) => {
      await this.wordings.discard(kind, version);
      return '?done=discarded';
    });
  }

  @Needs('wordings.write')
  @Post(':kind/reset')
  async reset(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(kind, body, request, officer, response, async (version) => {
      await this.wordings.reset(kind, version, actorOf(officer));
      return '?done=reset';
    });
  }

  /** @param work is given the state the page was made from; answers where to go next */
  private async doOnce(
    kind: LetterKind,
    body: FormBody,
    request: Request,
    officer: Officer,
    response: Response,
    work: (version: number) => Promise<string>,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      const version = Number(/^\d{1,9}$/.exec(textOf(body, 'version'))?.[0] ?? -1);
      const next = await this.tokens.once(sending, () => work(version));
      response.redirect(303, `/wordings/${kind}${next}`);
    } catch (error) {
      const problems = problemsOf(error);
      if (problems.length === 0) throw error;
      response.status(error instanceof BadInput ? 422 : 409);
      const typed = 'subject' in body ? readWordingForm(body) : undefined;
      const isStale = error instanceof StaleVersion;
      await this.show(kind, officer, response, { problems, typed, isStale });
    }
  }

  private async show(
    kind: LetterKind,
    officer: Officer,
    response: Response,
    shown: {
      problems: readonly FormProblem[];
      notice?: string | null;
      typed?: ReturnType<typeof readWordingForm> | undefined;
      isStale?: boolean;
    },
  ): Promise<void> {
    const { problems, notice = null, typed, isStale } = shown;
    const state = await this.wordings.get(kind);
    const { draft, published, inForce } = state;
    const names = await this.names.of([draft?.author ?? null, published?.publishedBy ?? null]);
    const theirs = draft?.wording ?? inForce;
    const text = typed?.text ?? asText(theirs);
    const { name, reader, when, note } = letterKind(kind);
    response.render('wording/edit', {
      section: 'wordings',
      kind,
      name,
      reader,
      when,
      note: note ?? null,
      notice,
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      canEdit: can(officer, 'wordings.write'),
      version: state.version,
      isShipped: published?.wording == null,
      draft: draft && {
        by: actorName(draft.author, names),
        differences: differences(inForce, draft.wording),
        warnings: warningsOf(kind, draft.wording),
      },
      conflict: isStale && typed ? { rows: differences(theirs, typed.wording) } : null,
      readingAge: presentReadingAge(kind, theirs),
      fields: Object.fromEntries(
        wordingFields.map((field) => [
          field,
          { label: placeWords[field], value: text[field], errorMessage: errorOf(problems, field) },
        ]),
      ),
      allowed: presentAllowed(kind),
      formToken: this.tokens.issue(),
    });
  }
}

/** What to show beside the form; nothing for trouble that is not the sender's. */
function problemsOf(error: unknown): FormProblem[] {
  if (error instanceof BadInput)
    return error.problems.map(({ pointer, message }) => ({ field: fieldAt(pointer), message }));
  const told =
    error instanceof Conflict || error instanceof StaleVersion || error instanceof NotFound;
  return told ? [{ field: '', message: (error as DomainError).message }] : [];
}
