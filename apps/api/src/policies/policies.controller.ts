import {
  type Backtest,
  BacktestService,
  PoliciesService,
  type PolicyPreview,
  type PolicyVersion,
} from '@app/cases';
import { NotFound } from '@app/domain';
import { foreignCursor, type Page, pageOf, readCursor } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { etagHeader, etagOf, IfMatchVersion, NeedsIfMatch } from '../json/if-match';
import { CurrentOfficer, Needs } from '../security/access';
import {
  backtestAnswer,
  type PolicyAnswer,
  policyAnswer,
  policyList,
  policyPreview,
  policyQuery,
  type PolicySummary,
  type PreviewAnswer,
  publication,
} from './policy.schemas';
import { PolicyNumberPipe } from './policy-number.pipe';

type PolicyQuery = z.output<typeof policyQuery>;

@ApiTags('Policies')
@Needs('policy.read')
@Controller('api/v1/policies')
export class PoliciesController {
  constructor(
    private readonly policies: PoliciesService,
    private readonly backtests: BacktestService,
  ) {}

  @ApiOperation({ operationId: 'listPolicies', summary: 'Versions of the policy, newest first.' })
  @ApiOkResponse({ description: 'Versions', standardSchema: policyList })
  @Get()
  async list(
    @Query({ schema: policyQuery }) { limit, cursor }: PolicyQuery,
  ): Promise<Page<PolicySummary>> {
    const before = cursor ? readPlace(cursor) : undefined;
    const versions = await this.policies.history(limit + 1, before);
    const summaries = versions.map(({ policy: _p, bankHolidays: _b, ...rest }) => rest);
    return pageOf(summaries, limit, ({ number }) => [String(number)]);
  }

  @ApiOperation({ operationId: 'getPolicy', summary: 'One version with its content.' })
  @ApiOkResponse({ description: 'The version', standardSchema: policyAnswer, headers: etagHeader })
  @Get(':number')
  async get(
    @Param('number', PolicyNumberPipe) number: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PolicyAnswer> {
    return answer(await this.policies.get(number), response);
  }

  @ApiOperation({
    operationId: 'draftPolicy',
    summary: 'Begin a draft from the version in force. For leads.',
    description: 'There is one draft at most: a second is refused with 409.',
  })
  @ApiBody({ schema: { $ref: '#/components/schemas/NewPolicyDraft' } })
  @ApiCreatedResponse({
    description: 'The draft',
    standardSchema: policyAnswer,
    headers: etagHeader,
  })
  @Needs('policy.write')
  @Post()
  async draft(
    @Body() input: unknown,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PolicyAnswer> {
    const draft = await this.policies.draft(input, actorOf(me));
    response.set('Location', `/api/v1/policies/${draft.number}`);
    return answer(draft, response);
  }

  @ApiOperation({ operationId: 'changePolicyDraft', summary: 'Change the draft. For leads.' })
  @ApiBody({ schema: { $ref: '#/components/schemas/NewPolicyDraft' } })
  @ApiOkResponse({ description: 'The draft', standardSchema: policyAnswer, headers: etagHeader })
  @NeedsIfMatch()
  @Needs('policy.write')
  @Put(':number')
  async redraft(
    @Param('number', PolicyNumberPipe) number: number,
    @IfMatchVersion() revision: number,
    @Body() input: unknown,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PolicyAnswer> {
    return answer(await this.policies.redraft(number, input, revision, actorOf(me)), response);
  }

  @ApiOperation({ operationId: 'discardPolicyDraft', summary: 'Throw the draft away. For leads.' })
  @ApiNoContentResponse({ description: 'It is gone' })
  @HttpCode(204)
  @Needs('policy.write')
  @Delete(':number')
  discard(@Param('number', PolicyNumberPipe) number: number): Promise<void> {
    return this.policies.discard(number);
  }

  @ApiOperation({
    operationId: 'previewPolicy',
    summary: 'What publishing the draft would do to every case. For leads.',
    description:
      'Does it all and takes it back. Answers the first page of cases; GET has the others.',
  })
  @ApiOkResponse({ description: 'The preview', standardSchema: policyPreview })
  @HttpCode(200)
  @Needs('policy.write')
  @Post(':number/preview')
  async preview(
    @Param('number', PolicyNumberPipe) number: number,
    @CurrentOfficer() me: Officer,
  ): Promise<PreviewAnswer> {
    return this.page(await this.policies.preview(number, actorOf(me)), { limit: 50 });
  }

  @ApiOperation({ operationId: 'getPolicyPreview', summary: 'The preview last made of the draft.' })
  @ApiOkResponse({ description: 'The preview', standardSchema: policyPreview })
  @Needs('policy.write')
  @Get(':number/preview')
  async latestPreview(
    @Param('number', PolicyNumberPipe) number: number,
    @Query({ schema: policyQuery }) query: PolicyQuery,
  ): Promise<PreviewAnswer> {
    const preview = await this.policies.latestPreview(number);
    if (!preview)
      throw new NotFound(
        'no-preview',
        'There is no preview of the draft as it is now written; make one.',
      );
    return this.page(preview, query);
  }

  @ApiOperation({
    operationId: 'publishPolicy',
    summary: 'Put the draft in force. For leads.',
    description:
      'Does exactly what the preview named here says. If the caseload has changed so that something else would follow, it is refused with 409: look again.',
  })
  @ApiOkResponse({ description: 'In force', standardSchema: policyAnswer, headers: etagHeader })
  @HttpCode(200)
  @Needs('policy.write')
  @Post(':number/publish')
  async publish(
    @Param('number', PolicyNumberPipe) number: number,
    @Body({ schema: publication }) { preview }: z.output<typeof publication>,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PolicyAnswer> {
    return answer(await this.policies.publish(number, preview, actorOf(me)), response);
  }

  @ApiOperation({
    operationId: 'backtestPolicy',
    summary: 'Replay the last twelve months under this version. For leads.',
    description: 'Compares it with the version in force. Nothing is stored.',
  })
  @ApiOkResponse({ description: 'The comparison', standardSchema: backtestAnswer })
  @HttpCode(200)
  @Needs('policy.write')
  @Post(':number/backtest')
  backtest(@Param('number', PolicyNumberPipe) number: number): Promise<Backtest> {
    return this.backtests.run(number);
  }

  private async page(
    preview: PolicyPreview,
    { limit, cursor }: Pick<PolicyQuery, 'limit' | 'cursor'>,
  ): Promise<PreviewAnswer> {
    const after = cursor ? readPlace(cursor) : 0;
    const cases = await this.policies.previewedCases(preview.number, limit + 1, after);
    return { ...preview, ...pageOf(cases, limit, ({ position }) => [String(position)]) };
  }
}

function answer(
  { policy, bankHolidays, ...summary }: PolicyVersion,
  response: Response,
): PolicyAnswer {
  response.set('ETag', etagOf(summary.revision));
  return { ...summary, document: policy, bankHolidays };
}

/** The number a page of a list begins after. */
function readPlace(cursor: string): number {
  const [number = ''] = readCursor(cursor, 1);
  if (!/^\d{1,9}$/.test(number)) throw foreignCursor();
  return Number(number);
}
