import { AddressBook, CASE_SETTINGS, type CaseSettings, readNotWrittenTo } from '@app/cases';
import { addressSilences, BadInput, type Scope } from '@app/domain';
import { actorOf, type Officer } from '@app/officers';
import { Database } from '@app/platform';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { ShowsDetails } from '../../security/readings';
import { CasePeople } from '../case/case-people';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { presentNotWrittenTo } from './not-written-to.presenter';

/** Everybody who is not written to, and how they are written to again. */
@ApiExcludeController()
@Needs('mail.read')
@Controller('not-written-to')
export class NotWrittenToController {
  constructor(
    private readonly book: AddressBook,
    private readonly people: CasePeople,
    private readonly db: Database,
    private readonly tokens: FormTokens,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  @ShowsDetails({ list: 'not-written-to' })
  @Get()
  async list(
    @Query('done') done: unknown,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const read = await readNotWrittenTo(this.db, this.settings.confidential.sealer, scope);
    response.render('address/not-written-to', {
      ...presentNotWrittenTo(read, await this.people.officers()),
      notice: done === 'again' ? 'Letters go to that address again from now on.' : null,
      formToken: this.tokens.issue(),
    });
  }

  @Needs('mail.decide', { address: 'key' })
  @Post(':key/again')
  async again(
    @Param('key') key: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const why = addressSilences.find((one) => one === textOf(body, 'why'));
    if (!why) throw new BadInput('no-reason', 'Choose on its page what has changed.');
    await this.press(body, officer, request, response, () =>
      this.book.hearAgain(key, why, actorOf(officer)),
    );
  }

  @Needs('mail.decide', { address: 'key' })
  @Post(':key/back')
  async back(
    @Param('key') key: string,
    @Body() body: FormBody,
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.press(body, officer, request, response, () => this.book.back(key));
  }

  private async press(
    body: FormBody,
    officer: Officer,
    request: Request,
    response: Response,
    work: () => Promise<void>,
  ): Promise<void> {
    const from = textOf(body, 'from');
    const location = await this.tokens.once(
      { path: request.path, body, officerId: officer.id },
      async () => {
        await work();
        return addressPage.test(from) ? from : '/not-written-to?done=again';
      },
    );
    response.redirect(303, location);
  }
}

/** Only back to a page of ours about an address. */
const addressPage = /^\/(?:sites\/[\w-]{1,40}|cases\/[\w-]{36}\/people\/p\d{1,4})\/address$/;
