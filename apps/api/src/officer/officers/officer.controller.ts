import { Caseloads } from '@app/cases';
import { BadInput } from '@app/domain';
import {
  actorOf,
  Identities,
  type Officer,
  type ReasonForRole,
  type Role,
  reasonsForRole,
  roles,
  Teams,
} from '@app/officers';
import { Clock } from '@app/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { idOf } from '../../json/id-pipe';
import { CurrentOfficer, Needs } from '../../security/access';
import { requireRecentSignIn } from '../../security/recent-sign-in';
import { InviteOfficer } from '../../sign-in/invite-officer.service';
import { type FormBody, textOf } from '../forms/form';
import { refusals } from '../forms/refusals';
import { OfficerPage } from './officer-page.reader';
import { noticeOf } from '../../views/notice';

/** One officer: role, team, how they get in. Each button does the same when it is pressed twice. */
@ApiExcludeController()
@Needs('officers.manage')
@Controller('officers/:officer')
export class OfficerController {
  constructor(
    private readonly page: OfficerPage,
    private readonly teams: Teams,
    private readonly caseloads: Caseloads,
    private readonly identities: Identities,
    private readonly inviting: InviteOfficer,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Param('officer', idOf('officer')) id: string,
    @Query('done') done: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const notice = noticeOf(notices, done);
    response.render('officers/officer', { ...(await this.page.read(id)), notice });
  }

  @Post('role')
  role(
    @Param('officer', idOf('officer')) id: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.change(id, 'role', request, response, async () => {
      const role = oneOf<Role>(roles, textOf(body, 'role'), 'role', 'Choose what they may do');
      const why = oneOf<ReasonForRole>(
        reasonsForRole,
        textOf(body, 'why'),
        'why',
        'Choose why the role changes',
      );
      await this.caseloads.giveRole(id, role, why);
    });
  }

  @Post('team')
  team(
    @Param('officer', idOf('officer')) id: string,
    @Body() body: FormBody,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.change(id, 'team', request, response, async () => {
      await this.teams.place(id, textOf(body, 'team') || null);
    });
  }

  @Post('invitation')
  invite(
    @Param('officer', idOf('officer')) id: string,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.change(id, 'invited', request, response, async () => {
      await this.inviting.resend(id, actorOf(officer));
    });
  }

  /** Somebody who had left is back: they set up anew how they sign in. */
  @Post('return')
  letInAgain(
    @Param('officer', idOf('officer')) id: string,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.change(id, 'invited', request, response, async () => {
      await this.caseloads.letInAgain(id);
      await this.inviting.resend(id, actorOf(officer));
    });
  }

  @Post('second-factor')
  reset(
    @Param('officer', idOf('officer')) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.change(id, 'reset', request, response, async () => {
      await this.inviting.resetSecondFactor(id, 'lost-second-factor');
    });
  }

  @Post('provider-account')
  forget(
    @Param('officer', idOf('officer')) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.change(id, 'forgotten', request, response, () => this.identities.forget(id));
  }

  /** Does it, or shows the page again with why not. */
  private async change(
    id: string,
    done: keyof typeof notices,
    request: Request,
    response: Response,
    work: () => Promise<void>,
  ): Promise<void> {
    requireRecentSignIn(request, this.clock.now(), `/officers/${id}`);
    try {
      await work();
      response.redirect(303, `/officers/${id}?done=${done}`);
    } catch (error) {
      const problems = refusals(error);
      response.status(422).render('officers/officer', await this.page.read(id, problems));
    }
  }
}

/** What the form just sent did. */
const notices: Readonly<Record<string, string>> = {
  invited: 'An invitation is on its way. It is good for three days.',
  role: 'The role is changed. They sign in again.',
  team: 'The team is changed.',
  reset: 'They set up a new authenticator app when they next sign in. They are told by email.',
  forgotten: 'The next sign-in by another provider is matched by email address again.',
};

function oneOf<T extends string>(
  known: readonly T[],
  given: string,
  field: string,
  say: string,
): T {
  const found = known.find((one) => one === given);
  if (found) return found;
  throw new BadInput(`invalid-${field}`, say, [
    { pointer: `/${field}`, code: `invalid-${field}`, message: say },
  ]);
}
