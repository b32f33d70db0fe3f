import type { Scope } from '@app/domain';
import {
  type LetterKind,
  readingAge,
  readWording,
  Wordings,
  type WordingState,
  letterKindNames,
} from '@app/letters';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { etagHeader, etagOf, IfMatchVersion, NeedsIfMatch } from '../json/if-match';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import { LetterKindPipe } from './letter-kind.pipe';
import {
  previewAnswer,
  previewQuestion,
  type WordingAnswer,
  wordingAnswer,
  wordingHistory,
  wordingList,
} from './wording.schemas';
import { plainWording, stateAnswer, summaryOf } from './wording-answers';
import { WordingPreviews } from './wording-preview.reader';

const OfKind = () =>
  ApiParam({
    name: 'kind',
    description: 'The kind of letter.',
    schema: { type: 'string', enum: [...letterKindNames] },
  });

@ApiTags('Wordings')
@Needs('wordings.read')
@Controller('api/v1/wordings')
export class WordingsController {
  constructor(
    private readonly wordings: Wordings,
    private readonly previews: WordingPreviews,
  ) {}

  @ApiOperation({ operationId: 'listWordings', summary: 'Every kind of letter, and its wording.' })
  @ApiOkResponse({ description: 'The kinds', standardSchema: wordingList })
  @Get()
  async list(): Promise<z.output<typeof wordingList>> {
    return { items: (await this.wordings.list()).map(summaryOf) };
  }

  @ApiOperation({ operationId: 'getWording', summary: 'The wording of one kind, with its draft.' })
  @ApiOkResponse({ description: 'The wording', standardSchema: wordingAnswer, headers: etagHeader })
  @OfKind()
  @Get(':kind')
  async get(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WordingAnswer> {
    return answer(await this.wordings.get(kind), response);
  }

  @ApiOperation({
    operationId: 'listWordingVersions',
    summary: 'Versions that were published, and the draft; newest first.',
  })
  @ApiOkResponse({ description: 'Versions', standardSchema: wordingHistory })
  @OfKind()
  @Get(':kind/history')
  async history(
    @Param('kind', LetterKindPipe) kind: LetterKind,
  ): Promise<z.output<typeof wordingHistory>> {
    const versions = await this.wordings.history(kind);
    return {
      items: versions.map((v) => ({ ...v, wording: v.wording && plainWording(v.wording) })),
    };
  }

  @ApiOperation({ operationId: 'draftWording', summary: 'Write the draft. Changes no letter yet.' })
  @ApiBody({ schema: { $ref: '#/components/schemas/Wording' } })
  @ApiOkResponse({ description: 'The draft', standardSchema: wordingAnswer, headers: etagHeader })
  @NeedsIfMatch()
  @OfKind()
  @Needs('wordings.write')
  @Put(':kind/draft')
  async draft(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @IfMatchVersion() version: number,
    @Body() input: unknown,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WordingAnswer> {
    return answer(await this.wordings.draft(kind, input, version, actorOf(me)), response);
  }

  @ApiOperation({ operationId: 'discardWordingDraft', summary: 'Throw the draft away.' })
  @ApiOkResponse({
    description: 'What is left',
    standardSchema: wordingAnswer,
    headers: etagHeader,
  })
  @NeedsIfMatch()
  @OfKind()
  @Needs('wordings.write')
  @Delete(':kind/draft')
  async discard(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @IfMatchVersion() version: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WordingAnswer> {
    return answer(await this.wordings.discard(kind, version), response);
  }

  @ApiOperation({
    operationId: 'publishWording',
    summary: 'Put the draft in force, for letters that have not gone too.',
  })
  @ApiOkResponse({ description: 'In force', standardSchema: wordingAnswer, headers: etagHeader })
  @NeedsIfMatch()
  @HttpCode(200)
  @OfKind()
  @Needs('wordings.write')
  @Post(':kind/publish')
  async publish(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @IfMatchVersion() version: number,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WordingAnswer> {
    return answer(await this.wordings.publish(kind, version, actorOf(me)), response);
  }

  @ApiOperation({
    operationId: 'resetWording',
    summary: 'Put the wording shipped with the program back in force.',
  })
  @ApiOkResponse({ description: 'In force', standardSchema: wordingAnswer, headers: etagHeader })
  @NeedsIfMatch()
  @HttpCode(200)
  @OfKind()
  @Needs('wordings.write')
  @Post(':kind/reset')
  async reset(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @IfMatchVersion() version: number,
    @CurrentOfficer() me: Officer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WordingAnswer> {
    return answer(await this.wordings.reset(kind, version, actorOf(me)), response);
  }

  @ApiOperation({
    operationId: 'previewWording',
    summary: 'What a letter would say. Nothing is stored, and nothing is sent.',
  })
  @ApiOkResponse({ description: 'The letter', standardSchema: previewAnswer })
  @HttpCode(200)
  @OfKind()
  @Post(':kind/preview')
  async preview(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Body({ schema: previewQuestion }) question: z.output<typeof previewQuestion>,
    @CurrentScope() scope: Scope,
  ): Promise<z.output<typeof previewAnswer>> {
    const { draft, inForce } = await this.wordings.get(kind);
    const wording = question.wording
      ? readWording(kind, question.wording)
      : (draft?.wording ?? inForce);
    const { sample, caseId } = question;
    const letter = await this.previews.render({ kind, wording, sample, caseId, scope });
    return { ...letter, readingAge: readingAge(kind, wording) };
  }
}

function answer(state: WordingState, response: Response): WordingAnswer {
  response.set('ETag', etagOf(state.version));
  return stateAnswer(state);
}
