import { londonDay, type Scope } from '@app/domain';
import { DsptStandings } from '@app/dspt';
import { readGroup, readGroupLetters } from '@app/measures';
import { can, type Officer } from '@app/officers';
import { Clock, Database } from '@app/platform';
import { ContactsService, ProvidersService } from '@app/providers';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentOfficer, CurrentScope, Needs } from '../../security/access';
import { ShowsDetails } from '../../security/readings';
import { type FormBody, textOf } from '../forms/form';
import { FormTokens } from '../forms/form-tokens.service';
import { groupOf } from './group-of';
import { presentGroup } from './group.presenter';

const lettersShown = 10;

/** All homes of a provider, or of the brand it belongs to, on one page: to see and to act on. */
@ApiExcludeController()
@Needs('cases.read')
@Controller('groups')
export class GroupController {
  constructor(
    private readonly providers: ProvidersService,
    private readonly standings: DsptStandings,
    private readonly contacts: ContactsService,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  @Get(':providerId')
  @ShowsDetails({ list: 'contacts-of-group' })
  async show(
    @Param('providerId') providerId: string,
    @Query() query: FormBody,
    @CurrentOfficer() officer: Officer,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const provider = await this.providers.record(providerId);
    const whole = provider.brand !== null && textOf(query, 'whole') === 'yes';
    const now = this.clock.now();
    const sites = await readGroup(this.db, now, groupOf(provider, whole), scope);
    const ids = sites.map(({ locationId }) => locationId);
    const caseIds = sites.flatMap((site) => site.case?.id ?? []);
    const [standings, contacts, letters] = await Promise.all([
      this.standings.ofMany(ids, londonDay(now).toString()),
      this.contacts.current(
        sites.filter(({ isTheirs }) => !isTheirs).map(({ locationId }) => locationId),
      ),
      readGroupLetters(this.db, caseIds, lettersShown),
    ]);
    const mayAct = can({ role: officer.role }, 'cases.write');
    const page = presentGroup({
      provider,
      whole,
      sites,
      standings,
      contacts,
      letters,
      now,
      mayAct,
    });
    response.render('group/group', { ...page, formToken: this.tokens.issue() });
  }
}
