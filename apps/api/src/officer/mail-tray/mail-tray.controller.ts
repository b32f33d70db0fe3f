import { MailTroubles } from '@app/cases';
import { BadInput, londonDay, type Scope } from '@app/domain';
import { Inbox, LetterBook } from '@app/letters';
import { anyPractice, MorningLetters } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Clock, CONFIG, Database, type RunningConfig } from '@app/platform';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { ShowsDetails } from '../../security/readings';
import { caseIdPipe } from '../case/case.controller';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { framePolicy } from './frame-policy';
import { presentRow } from '../inbox/inbox.presenter';
import { dayWords } from '../words/when';
import { presentLetter, presentTray } from './mail-tray.presenter';
import { mayFollowLinks, withoutSecretLinks } from './secret-links';

const atOnce = 50;

/** Every letter as it was written, and how it went. */
@ApiExcludeController()
@Needs('mail.read')
@Controller('mail-tray')
export class MailTrayController {
  constructor(
    private readonly book: LetterBook,
    private readonly morning: MorningLetters,
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @ShowsDetails({ list: 'mail-tray' })
  @Get()
  async list(
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const cursor = textOf(query, 'cursor');
    const onlyTrouble = textOf(query, 'show') === 'trouble';
    const page = onlyTrouble
      ? { items: await this.book.troubled(scope), nextCursor: null }
      : await this.book.list({ scope, limit: atOnce, cursor: cursor || null });
    const practice = await anyPractice(this.db, [
      ...new Set(page.items.flatMap((l) => l.homes.map((home) => home.caseId))),
    ]);
    const asked = { onlyTrouble, laterPage: cursor !== '', practice };
    const isFirst = !onlyTrouble && cursor === '';
    const morning = isFirst ? await this.morning.kept(officer.id) : [];
    response.render('mail-tray/mail-tray', {
      ...presentTray(page, asked, londonDay(this.clock.now())),
      morning: morning.map(({ day, ...letter }) => ({ ...letter, day: dayWords(day) })),
    });
  }

  @Needs('mail.read', { letter: 'id' })
  @Get(':id/html')
  async html(
    @Param('id', caseIdPipe) id: string,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const letter = await this.book.get(id);
    const html = mayFollowLinks(this.config, officer)
      ? letter.html
      : withoutSecretLinks(letter.html);
    response
      .set('Content-Security-Policy', framePolicy)
      .set('X-Frame-Options', 'SAMEORIGIN')
      .type('html')
      .send(html);
  }
}

/** One letter, and what to do about one of which nobody knows if it arrived. */
@ApiExcludeController()
@Needs('mail.read', { letter: 'id' })
@Controller('mail-tray/:id')
export class LetterController {
  constructor(
    private readonly book: LetterBook,
    private readonly troubles: MailTroubles,
    private readonly db: Database,
    private readonly tokens: FormTokens,
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get()
  async show(
    @Param('id', caseIdPipe) id: string,
    @Query('done') done: unknown,
    @CurrentOfficer() officer: Officer,
    @Res() response: Response,
  ): Promise<void> {
    const letter = await this.book.get(id);
    const practice = await anyPractice(
      this.db,
      letter.homes.map((home) => home.caseId),
    );
    const cameIn = await this.inbox.ofLetter(id);
    response.render('mail-tray/letter', {
      ...presentLetter(letter, practice, {
        publicUrl: this.config.publicUrl,
        mayFollowLinks: mayFollowLinks(this.config, officer),
      }),
      cameIn: cameIn.map((message) => presentRow(message, londonDay(this.clock.now()))),
      notice: isResolution(done) ? notices[done] : null,
      formToken: this.tokens.issue(),
    });
  }

  @Needs('mail.decide')
  @Post('resolve')
  async resolve(
    @Param('id', caseIdPipe) id: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const decision = textOf(body, 'decision');
    if (!isResolution(decision))
      throw new BadInput('no-decision', 'Say whether the letter arrived or should be sent again.');
    const back = textOf(body, 'from') === 'today' ? '/' : `/mail-tray/${id}`;
    const sending = { path: request.path, body, officerId: officer.id };
    const location = await this.tokens.once(sending, async () => {
      await this.troubles.resolve(id, decision, { name: officer.name, actor: actorOf(officer) });
      return `${back}?done=${decision}`;
    });
    response.redirect(303, location);
  }
}

const notices = {
  arrived: 'The letter is marked as arrived.',
  'send-again': 'The letter is sent again within a minute.',
  'not-arrived': 'The letter is marked as not needed any more.',
} as const;

const isResolution = (said: unknown): said is keyof typeof notices =>
  typeof said === 'string' && Object.hasOwn(notices, said);
