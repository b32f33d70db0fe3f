import { BankHolidays } from '@app/cases';
import { RegisterAges } from '@app/providers';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { freshnessSchema, type RegisterFreshness } from './freshness.schemas';
import { Needs } from '../security/access';

@ApiTags('Imports')
@Needs('register.read')
@Controller('api/v1/freshness')
export class FreshnessController {
  constructor(
    private readonly ages: RegisterAges,
    private readonly holidays: BankHolidays,
  ) {}

  @ApiOperation({
    operationId: 'getFreshness',
    summary: 'How old each register is, and how the live services fare.',
    description:
      'CQC and DSPT are fresh for 7 days (DSPT for one in June), ODS for 35. Bank holidays should ' +
      'be known for six months ahead.',
  })
  @ApiOkResponse({ description: 'The registers', standardSchema: freshnessSchema })
  @Get()
  async get(): Promise<RegisterFreshness> {
    const [registers, services, { knownUntil, isShort }] = await Promise.all([
      this.ages.freshness(),
      this.ages.services(),
      this.holidays.horizon(),
    ]);
    return { registers, services, bankHolidays: { knownUntil, short: isShort } };
  }
}
