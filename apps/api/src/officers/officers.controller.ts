import { isUuid } from '@app/domain';
import { foreignCursor, type Page, pageOf, readCursor } from '@app/measures';
import { type Officer, Officers } from '@app/officers';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { pageQuery } from '../json/lists';
import { CurrentOfficer, Needs } from '../security/access';
import { newOfficer, officerList, officerSchema } from './officer.schemas';

@ApiTags('Officers')
@Needs('officers.read')
@Controller('api/v1/officers')
export class OfficersController {
  constructor(private readonly officers: Officers) {}

  @ApiOperation({ operationId: 'listOfficers', summary: 'Everyone who may sign in, by name.' })
  @ApiOkResponse({ description: 'Officers', standardSchema: officerList })
  @Get()
  async list(
    @Query({ schema: pageQuery }) { limit, cursor }: z.output<typeof pageQuery>,
  ): Promise<Page<Officer>> {
    const rows = await this.officers.page(limit + 1, cursor ? readPlace(cursor) : null);
    return pageOf(rows, limit, (officer) => [officer.name, officer.id]);
  }

  @ApiOperation({ operationId: 'getMyself', summary: 'Whose token this is.' })
  @ApiOkResponse({ description: 'You', standardSchema: officerSchema })
  @Needs('account.read')
  @Get('me')
  me(@CurrentOfficer() { id, email, name, role }: Officer): Officer {
    return { id, email, name, role };
  }

  @ApiOperation({ operationId: 'addOfficer', summary: 'Add an officer. For leads.' })
  @ApiCreatedResponse({ description: 'The officer', standardSchema: officerSchema })
  @Needs('officers.manage')
  @Post()
  add(@Body({ schema: newOfficer }) input: z.output<typeof newOfficer>): Promise<Officer> {
    return this.officers.add(input);
  }
}

function readPlace(cursor: string): [name: string, id: string] {
  const [name = '', id = ''] = readCursor(cursor, 2);
  if (!isUuid(id)) throw foreignCursor();
  return [name, id];
}
