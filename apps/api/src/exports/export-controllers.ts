import type { Scope } from '@app/domain';
import type { Officer } from '@app/officers';
import { Controller, Get, Query, Res, type Type } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { FormBody } from '../officer/forms/form';
import { CurrentOfficer, CurrentScope, Needs } from '../security/access';
import type { ExportList } from './export-list';
import { Exporter } from './exporter.service';

/** The two files of a list, each a route of its own, so that its permission stands on the route. */
export function exportController(list: ExportList): Type<unknown> {
  @ApiExcludeController()
  @Needs(list.permission)
  @Controller('exports')
  class ListExport {
    constructor(private readonly exporter: Exporter) {}

    @Get(`${list.name}.csv`)
    csv(
      @Query() query: FormBody,
      @CurrentOfficer() officer: Officer,
      @CurrentScope() scope: Scope,
      @Res() response: Response,
    ): Promise<void> {
      return this.exporter.send(list, 'csv', { query, officer, scope }, response);
    }

    @Get(`${list.name}.xlsx`)
    xlsx(
      @Query() query: FormBody,
      @CurrentOfficer() officer: Officer,
      @CurrentScope() scope: Scope,
      @Res() response: Response,
    ): Promise<void> {
      return this.exporter.send(list, 'xlsx', { query, officer, scope }, response);
    }
  }
  return ListExport;
}
