import type { Scope } from '@app/domain';
import { readTourCases } from '@app/measures';
import { can, type Officer } from '@app/officers';
import { Clock, CONFIG, Database, type RunningConfig } from '@app/platform';
import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { areShortcutsOn, switchShortcuts } from '../../security/shortcuts';
import { type FormBody, textOf } from '../forms/form';
import { glossary } from './glossary';
import { presentHelp } from './help.presenter';
import { shortcutGroups } from './keys';
import { dismissTour } from './tour-offer';
import { presentTour } from './tour.presenter';

/** Help within the service: what each page is for, what the words mean, the keys, the tour. */
@ApiExcludeController()
@Needs('account.read')
@Controller('help')
export class HelpController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get()
  index(@CurrentOfficer() officer: Officer, @Res() response: Response): void {
    const pages = presentHelp((permission) => can(officer, permission));
    response.render('help/help', { pages, contact: contactOf(this.config) });
  }

  @Get('glossary')
  words(@Res() response: Response): void {
    response.render('help/glossary', { words: glossary });
  }

  @Get('keys')
  keys(@Req() request: Request, @Res() response: Response): void {
    response.render('help/keys', { groups: shortcutGroups, on: areShortcutsOn(request) });
  }

  /** Single keys act, or do not, in this browser. */
  @Needs('account.own')
  @Post('keys')
  switchKeys(@Body() body: FormBody, @Res() response: Response): void {
    switchShortcuts(response, textOf(body, 'keys') !== 'off', this.config);
    response.redirect(303, '/help/keys');
  }

  @Needs('cases.read')
  @Get('tour')
  async showTour(@CurrentScope() scope: Scope, @Res() response: Response): Promise<void> {
    const cases = await readTourCases(this.db, this.clock.now(), scope);
    response.render('help/tour', { steps: presentTour(cases) });
  }

  /** The tour is offered no more in this browser. */
  @Needs('account.own')
  @Post('tour/done')
  done(@Res() response: Response): void {
    dismissTour(response, this.config);
    response.redirect(303, '/');
  }
}

/** The address letters come from: whoever runs this reads it. */
const contactOf = ({ mailFrom, smtpUrl }: RunningConfig): string | null =>
  smtpUrl ? (/<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom) : null;
