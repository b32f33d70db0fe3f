import { BankHolidays } from '@app/cases';
import { isUuid, londonDay, type Scope } from '@app/domain';
import { Absences, can, type Officer } from '@app/officers';
import { Inbox } from '@app/letters';
import { readCall, readToday, readTodayWithSigns, withOwnReasons } from '@app/measures';
import { Clock, Database, Sealer } from '@app/platform';
import { ImportJobs, RegisterAges } from '@app/providers';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { FormTokens } from '../forms/form-tokens.service';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { coverWords } from '../absences/absences.presenter';
import { presentToApprove } from '../imports/to-approve.presenter';
import { haltWords, presentMailIn } from '../inbox/inbox.presenter';
import { shortHolidayWords, staleWords } from '../words/freshness-words';
import { presentCall } from './call.presenter';
import { presentToday } from './today.presenter';
import { ownScope } from './whose-today';
import { noticeOf } from '../../views/notice';

/** What needs the officer now, and what goes out next. */
@ApiExcludeController()
@Needs('aggregates.read')
@Controller()
export class TodayController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly tokens: FormTokens,
    private readonly inbox: Inbox,
    private readonly ages: RegisterAges,
    private readonly holidays: BankHolidays,
    private readonly jobs: ImportJobs,
    private readonly absences: Absences,
  ) {}

  @Get()
  async show(
    @Query('whose') whose: unknown,
    @Query('done') done: unknown,
    @Query('called') called: unknown,
    @Query('stood') stood: unknown,
    @Query('row') row: unknown,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    // Whoever sees only counts begins with those.
    if (!can(officer, 'cases.read')) return response.redirect(303, '/overview');
    const onlyMine = whose === 'mine';
    const now = this.clock.now();
    const whoseCases = onlyMine ? ownScope(officer, []) : scope;
    const { today: first, signs } = await readTodayWithSigns(this.db, now, whoseCases, officer.id);
    const [registers, horizon, covered, waiting, halt, jobs] = await Promise.all([
      this.ages.freshness(signs.registers),
      this.holidays.horizon(signs.policy),
      signs.covers ? this.absences.coveredToday(officer.id) : [],
      signs.mailWaits ? this.inbox.waiting(scope) : 0,
      this.inbox.halted(),
      signs.filesWait ? this.jobs.list() : [],
    ]);
    const stored =
      onlyMine && covered.length > 0
        ? await readToday(this.db, now, ownScope(officer, covered))
        : first;
    const today = await withOwnReasons(this.db, this.sealer, stored);
    const call =
      typeof called === 'string' && isUuid(called) ? await readCall(this.db, called, scope) : null;
    const page = presentToday(today, onlyMine, placeOf(row));
    response.render('today/today', {
      ...page,
      summary: [...page.summary, ...presentMailIn(waiting)],
      mailInHalt: haltWords(halt),
      staleRegisters: staleWords(registers),
      shortHolidays: shortHolidayWords(horizon),
      toApprove: presentToApprove(jobs),
      cover: covered.map((absence) => coverWords(absence, londonDay(now))),
      formToken: this.tokens.issue(),
      mayCall: can(officer, 'cases.write'),
      whose: onlyMine ? '?whose=mine' : '',
      called: call && presentCall(call, stood === 'yes'),
      notice: noticeOf(notices, done),
    });
  }
}

/** The place of a row, from the address; null when there is none, or it is no place. */
const placeOf = (text: unknown): number | null =>
  typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : null;

/** What the form just sent did. */
const notices: Readonly<Record<string, string>> = {
  call: 'The call is marked as done.',
  'taken-back': 'The call is taken back: its row is on the list again.',
  arrived: 'The letter is marked as arrived.',
  'send-again': 'The letter is sent again within a minute.',
};
