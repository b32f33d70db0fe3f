import { can, type Officer } from '@app/officers';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { OutsideStandings } from './outside-standing';
import { PeopleStandings } from './people-standing';
import { RulesStandings } from './rules-standing';
import { InstallationStandings } from './installation-standing';
import { presentSettings } from './settings.presenter';

/** Everything that can be changed, on one page. */
@ApiExcludeController()
@Needs('operations.read')
@Controller('settings')
export class SettingsController {
  constructor(
    private readonly rules: RulesStandings,
    private readonly people: PeopleStandings,
    private readonly outside: OutsideStandings,
    private readonly service: InstallationStandings,
  ) {}

  @Get()
  async show(@CurrentOfficer() officer: Officer, @Res() response: Response): Promise<void> {
    const [rules, people, outside, service] = await Promise.all([
      this.rules.read(),
      this.people.read(),
      this.outside.read(),
      this.service.read(),
    ]);
    const may = (permission: Parameters<typeof can>[1]): boolean => can(officer, permission);
    response.render('settings/settings', presentSettings(rules, people, outside, service, may));
  }
}
