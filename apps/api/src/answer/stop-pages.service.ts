import { StopDesk, type StopView } from '@app/cases';
import type { AnswerLink } from '@app/letters';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { type FormBody, textOf } from '../officer/forms/form';
import { AnswerLimits } from './answer-limits.service';

/** What the page to stop letters shows. */
interface StopPage {
  action: string;
  homes: { caseId: string; home: string; town: string | null; stopped: boolean; left: boolean }[];
  /** Whether one home stands for all there is to stop. */
  single: boolean;
  allStopped: boolean;
  anyStopped: boolean;
  practice: boolean;
}

/** The page behind the link at the foot of a letter, by which its reader stops letters. */
@Injectable()
export class StopPages {
  constructor(
    private readonly desk: StopDesk,
    private readonly limits: AnswerLimits,
  ) {}

  /** Changes nothing. */
  async look(token: string, link: AnswerLink, response: Response): Promise<void> {
    const view = await this.desk.look(link);
    if (view) response.render('answer/stop', presentStop(token, view));
    else response.status(410).render('answer/dead');
  }

  async press(token: string, link: AnswerLink, form: FormBody, response: Response): Promise<void> {
    const wish = wishOf(form);
    if (wish && (await this.desk.take(link, wish))) {
      response.redirect(303, `/a/${token}`);
      return;
    }
    await this.limits.countWrong(link.id);
    response.status(410).render('answer/dead');
  }
}

function wishOf(form: FormBody): Parameters<StopDesk['take']>[1] | null {
  const answer = textOf(form, 'answer');
  if (answer === 'stop-home') return { stop: 'home', caseId: textOf(form, 'home') };
  if (answer === 'stop-all') return { stop: 'all' };
  return answer === 'start' ? { stop: 'nothing' } : null;
}

function presentStop(token: string, { homes, allStopped }: StopView): StopPage {
  const byCase = [...new Map(homes.map((home) => [home.caseId, home])).values()];
  return {
    action: `/a/${token}`,
    homes: byCase.map(({ caseId, home, town }) => ({
      caseId,
      home,
      town,
      stopped: homes.filter((one) => one.caseId === caseId).every(({ stopped }) => stopped),
      left: homes.filter((one) => one.caseId === caseId).every(({ left }) => left),
    })),
    single: byCase.length === 1,
    allStopped,
    anyStopped: allStopped || homes.some(({ stopped, left }) => stopped && !left),
    practice: homes.some(({ practice }) => practice),
  };
}
