import { isUuid } from '@app/domain';
import type { Scope } from '@app/domain';
import { type LetterKind, letterKind, Wordings } from '@app/letters';
import type { Officer } from '@app/officers';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { LetterKindPipe } from '../../wordings/letter-kind.pipe';
import { type PreviewedLetter, WordingPreviews } from '../../wordings/wording-preview.reader';
import { type FormBody, textOf } from '../forms/form';
import { framePolicy } from '../mail-tray/frame-policy';
import { presentReadingAge, sampleNames } from './wording.presenter';

interface Asked {
  /** The draft if there is one, unless the wording in force is asked for. */
  isDraft: boolean;
  sample: string | undefined;
  caseId: string | undefined;
}

/** What a letter would say, on a desk and on a telephone. Nothing is sent. */
@ApiExcludeController()
@Needs('wordings.read')
@Controller('wordings/:kind/preview')
export class WordingPreviewController {
  constructor(
    private readonly wordings: Wordings,
    private readonly previews: WordingPreviews,
  ) {}

  @Get()
  async page(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const { letter, asked, hasDraft, readingAge } = await this.preview(kind, query, scope);
    const cases = await this.previews.casesOf(officer.id, kind);
    const options = (text: string, value: string, isChosen: boolean) => ({
      text,
      value,
      selected: isChosen,
    });
    const frame = new URLSearchParams();
    if (!asked.isDraft) frame.set('of', 'in-force');
    if (asked.sample) frame.set('sample', asked.sample);
    if (asked.caseId) frame.set('case', asked.caseId);
    response.render('wording/preview', {
      section: 'wordings',
      kind,
      name: letterKind(kind).name,
      isDraft: asked.isDraft,
      hasDraft,
      readingAge,
      subject: letter.subject,
      text: letter.text,
      isOfCase: asked.caseId !== undefined,
      isReal: letter.isReal,
      samples: sampleNames(kind).map((name) => options(name, name, name === asked.sample)),
      cases: [
        options('No case: everything is invented', '', asked.caseId === undefined),
        ...cases.map(({ id, home }) => options(home, id, id === asked.caseId)),
      ],
      frameHref: `/wordings/${kind}/preview/html?${frame.toString()}`,
    });
  }

  @Get('html')
  async html(
    @Param('kind', LetterKindPipe) kind: LetterKind,
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const { letter } = await this.preview(kind, query, scope);
    response
      .set('Content-Security-Policy', framePolicy)
      .set('X-Frame-Options', 'SAMEORIGIN')
      .type('html')
      .send(letter.html);
  }

  private async preview(
    kind: LetterKind,
    query: FormBody,
    scope: Scope,
  ): Promise<{
    letter: PreviewedLetter;
    asked: Asked;
    hasDraft: boolean;
    readingAge: ReturnType<typeof presentReadingAge>;
  }> {
    const { draft, inForce } = await this.wordings.get(kind);
    const caseId = textOf(query, 'case');
    const asked: Asked = {
      isDraft: draft !== null && textOf(query, 'of') !== 'in-force',
      sample: sampleNames(kind).find((name) => name === textOf(query, 'sample')),
      caseId: isUuid(caseId) ? caseId : undefined,
    };
    const wording = asked.isDraft && draft ? draft.wording : inForce;
    const letter = await this.previews.render({ kind, wording, scope, ...asked });
    const readingAge = presentReadingAge(kind, wording);
    return { letter, asked, hasDraft: draft !== null, readingAge };
  }
}
