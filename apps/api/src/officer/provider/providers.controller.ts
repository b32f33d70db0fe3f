import { BadInput } from '@app/domain';
import { type FoundProviders, type ProviderSearch, ProvidersService } from '@app/providers';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { type FormBody, textOf } from '../forms/form';
import { presentProviders } from './providers.presenter';
import { Needs } from '../../security/access';

const none: FoundProviders = { items: [], nextCursor: null, similar: false };

/** Who runs the sites. */
@ApiExcludeController()
@Needs('register.read')
@Controller('providers')
export class ProviderListController {
  constructor(private readonly providers: ProvidersService) {}

  @Get()
  async show(@Query() query: FormBody, @Res() response: Response): Promise<void> {
    const [q, cursor] = [textOf(query, 'q'), textOf(query, 'cursor')];
    const found = await this.search({ q, ...(cursor ? { cursor } : {}) });
    if ('problem' in found) response.status(422);
    const page = 'problem' in found ? none : found;
    response.render('provider/providers', {
      ...presentProviders(page, { q, laterPage: cursor !== '' }),
      problem: 'problem' in found ? found.problem : null,
    });
  }

  private async search(search: ProviderSearch): Promise<FoundProviders | { problem: string }> {
    try {
      return await this.providers.search(search);
    } catch (error) {
      if (error instanceof BadInput) return { problem: error.message };
      throw error;
    }
  }
}
