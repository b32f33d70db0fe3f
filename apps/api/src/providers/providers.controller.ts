import type { Scope } from '@app/domain';
import {
  type Page,
  type ProviderDetails,
  ProvidersService,
  type ProviderSummary,
} from '@app/providers';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { providerDetails, providerList, providerQuery } from './provider.schemas';
import { CurrentScope, Needs } from '../security/access';

@ApiTags('Providers')
@Needs('register.read')
@Controller('api/v1/providers')
export class ProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @ApiOperation({ operationId: 'listProviders', summary: 'Providers by name.' })
  @ApiOkResponse({ description: 'Providers', standardSchema: providerList })
  @Get()
  async list(
    @Query({ schema: providerQuery }) query: z.output<typeof providerQuery>,
  ): Promise<Page<ProviderSummary>> {
    const { items, nextCursor } = await this.providers.search(query);
    return { items, nextCursor };
  }

  @ApiOperation({ operationId: 'getProvider', summary: 'One provider with its sites.' })
  @ApiParam({ name: 'id', schema: { type: 'string' }, description: 'CQC provider ID' })
  @ApiOkResponse({ description: 'The provider', standardSchema: providerDetails })
  @Get(':id')
  get(@Param('id') id: string, @CurrentScope() scope: Scope): Promise<ProviderDetails> {
    return this.providers.get(id, scope);
  }
}
