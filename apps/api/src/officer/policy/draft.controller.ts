import { PoliciesService, type PolicyVersion } from '@app/cases';
import { BadInput, Conflict, DomainError, StaleVersion } from '@app/domain';
import { actorOf, can, type Officer } from '@app/officers';
import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { errorList, errorOf, type FormBody, type FormProblem, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { draftDifferences, presentPreview } from './draft.presenter';
import { actorName } from './policy.presenter';
import { atTheirNumbers, numbersOf, withNumbers } from './policy-numbers';
import { PolicyNames } from './policy-names';

const mostCases = 100;

/** The draft: what it changes, what publishing it would do, and the whole of it as JSON. */
@ApiExcludeController()
@Needs('policy.read')
@Controller('policy/draft')
export class DraftController {
  constructor(
    private readonly policies: PoliciesService,
    private readonly names: PolicyNames,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async page(@CurrentOfficer() officer: Officer, @Res() response: Response): Promise<void> {
    await this.show(officer, response, {}, []);
  }

  /** Begins or changes the draft with what was typed. */
  @Needs('policy.write')
  @Post()
  async save(
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(body, request, officer, response, async () => {
      const input = { reason: textOf(body, 'reason'), document: documentOf(body) };
      return this.keep(await this.policies.currentDraft(), input, body, officer);
    });
  }

  /** The same with the numbers of its form, everything else staying as it is. */
  @Needs('policy.write')
  @Post('numbers')
  async saveNumbers(
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(body, request, officer, response, async () => {
      const draft = await this.policies.currentDraft();
      const { policy, number } = draft ?? (await this.policies.inForce());
      if (number !== numberOf(body, 'base')) throw outdated();
      const read = withNumbers(policy, body);
      if ('problems' in read) throw badNumbers(read.problems);
      const input = { reason: textOf(body, 'why'), document: read.document };
      return this.keep(draft, input, body, officer);
    });
  }

  @Needs('policy.write')
  @Post('preview')
  async preview(
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(body, request, officer, response, async () => {
      await this.policies.preview(numberOf(body, 'number'), actorOf(officer));
      return '/policy/draft#preview';
    });
  }

  @Needs('policy.write')
  @Post('publish')
  async publish(
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(body, request, officer, response, async () => {
      const preview = numberOf(body, 'preview');
      await this.policies.publish(numberOf(body, 'number'), preview, actorOf(officer));
      return '/policy';
    });
  }

  @Needs('policy.write')
  @Post('discard')
  async discard(
    @Body() body: FormBody,
    @Req() request: Request,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    await this.doOnce(body, request, officer, response, async () => {
      await this.policies.discard(numberOf(body, 'number'));
      return '/policy';
    });
  }

  /** Changes the draft there is, or begins one. @returns where it is seen */
  private async keep(
    draft: PolicyVersion | null,
    input: { reason: string; document: unknown },
    body: FormBody,
    officer: Officer,
  ): Promise<string> {
    const actor = actorOf(officer);
    if (draft) await this.policies.redraft(draft.number, input, numberOf(body, 'revision'), actor);
    else await this.policies.draft(input, actor);
    return '/policy/draft';
  }

  private async doOnce(
    body: FormBody,
    request: Request,
    officer: Officer,
    response: Response,
    work: () => Promise<string>,
  ): Promise<void> {
    const sending = { path: request.path, body, officerId: officer.id };
    try {
      response.redirect(303, await this.tokens.once(sending, work));
    } catch (error) {
      const problems = problemsOf(error, body);
      if (problems.length === 0) throw error;
      response.status(error instanceof BadInput ? 422 : 409);
      await this.show(officer, response, body, problems);
    }
  }

  private async show(
    officer: Officer,
    response: Response,
    body: FormBody,
    found: readonly FormProblem[],
  ): Promise<void> {
    const [inForce, draft] = [await this.policies.inForce(), await this.policies.currentDraft()];
    const shown = draft ?? inForce;
    const numbers = numbersOf(shown.policy);
    const problems = atTheirNumbers(found, numbers);
    const names = await this.names.of([shown.author]);
    // It names homes of every team: only who sees them all may read it.
    const isLead = can(officer, 'policy.write');
    const preview = draft && isLead && (await this.policies.latestPreview(draft.number));
    const cases = preview ? await this.policies.previewedCases(preview.number, mostCases) : [];
    const fields = problems.map(({ field }) => field);
    // What a form gone by says, sent again, would put back what somebody else has changed since.
    const isOutdated = response.statusCode === 409;
    const typed: FormBody = isOutdated ? {} : body;
    const text = textOf(typed, 'document') || JSON.stringify(shown.policy, null, 2);
    response.render('policy/draft', {
      section: 'policy',
      hasErrors: problems.length > 0,
      errors: errorList(problems),
      isLead,
      draft: draft && {
        number: draft.number,
        revision: draft.revision,
        reason: draft.reason,
        by: actorName(draft.author, names),
        differences: draftDifferences(draft, inForce),
      },
      preview: preview && presentPreview(preview, cases),
      document: { value: text, errorMessage: errorOf(problems, 'document') },
      outdated: isOutdated ? textOf(body, 'document') : '',
      reason: {
        value: textOf(body, 'reason') || reasonOf(draft),
        errorMessage: errorOf(problems, 'reason'),
      },
      // What was typed stays on show when it was refused.
      editing: textOf(body, 'document') !== '',
      base: shown.number,
      numbering: draft === null || isOfNumbers(body),
      numbers: numbers.map((group) => ({
        ...group,
        numbers: group.numbers.map((one) => ({
          ...one,
          value: one.id in typed ? textOf(typed, one.id) : one.value,
          isWrong: fields.includes(one.id),
        })),
      })),
      why: {
        value: textOf(body, 'why') || reasonOf(draft),
        errorMessage: errorOf(problems, 'why'),
      },
      formToken: this.tokens.issue(),
    });
  }
}

const reasonOf = (draft: PolicyVersion | null): string => draft?.reason ?? '';

function documentOf(body: FormBody): unknown {
  try {
    return JSON.parse(textOf(body, 'document'));
  } catch (error) {
    const message = `This is not JSON: ${(error as Error).message}`;
    throw new BadInput('not-json', message, [{ pointer: '/document', code: 'not-json', message }]);
  }
}

/** A number the page itself put into the form. */
function numberOf(body: FormBody, name: string): number {
  const text = textOf(body, name);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw outdated();
}

const outdated = (): Conflict =>
  new Conflict('form-outdated', 'The draft has changed; look at it as it is now.');

/** Of the two forms of the page the one that asks for numbers alone calls its reason `why`. */
const isOfNumbers = (body: FormBody): boolean => 'why' in body;

/** @param problems by the fields of the form of numbers */
function badNumbers(problems: readonly FormProblem[]): BadInput {
  const [first] = problems;
  return new BadInput(
    'not-a-number',
    first?.message ?? '',
    problems.map(({ field, message }) => ({ pointer: field, code: 'not-a-number', message })),
  );
}

/** What to show beside the form; nothing for trouble that is not the sender's. */
function problemsOf(error: unknown, body: FormBody): FormProblem[] {
  const ofNumbers = isOfNumbers(body);
  const fieldOf = (pointer: string): string => {
    if (pointer === '/reason') return ofNumbers ? 'why' : 'reason';
    return ofNumbers ? pointer : 'document';
  };
  if (error instanceof BadInput)
    return error.problems.map(({ pointer, message }) => ({
      field: fieldOf(pointer),
      message: pointer.startsWith('/') ? sentence(pointer, message) : message,
    }));
  const told = error instanceof Conflict || error instanceof StaleVersion;
  return told ? [{ field: '', message: (error as DomainError).message }] : [];
}

/** "ladders, otp-arrival, 3, letter: name the letter", counted from 1 as people do. */
function sentence(pointer: string, message: string): string {
  const steps = pointer.split('/').slice(2);
  // One long word would not fit on a telephone.
  const broken = message.replaceAll('"|"', '", "');
  const where = steps.map((step) => (/^\d+$/.test(step) ? `rung ${Number(step) + 1}` : step));
  return where.length === 0 ? broken : `${where.join(', ')}: ${broken}`;
}
