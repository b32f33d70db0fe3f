import { BadInput, type Scope } from '@app/domain';
import { type FoundSites, SitesService, type SiteSummary } from '@app/providers';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentScope, Needs } from '../../security/access';
import { type FormBody, textOf } from '../forms/form';
import { siteHref } from '../sites/site-row';

/** The box in the header of every page. */
@ApiExcludeController()
@Needs('register.read')
@Controller('find')
export class FindController {
  constructor(private readonly sites: SitesService) {}

  /**
   * Straight to the home where one is meant, to its case if it has one that is open; else to the
   * list of what was found, which also says what is wrong with words that cannot be looked for.
   */
  @Get()
  async find(
    @Query() query: FormBody,
    @CurrentScope() scope: Scope,
    @Res() response: Response,
  ): Promise<void> {
    const q = textOf(query, 'q');
    const meant = q === '' ? null : meantOf(q, await this.search(q, scope));
    response.redirect(303, meant ? hrefOf(meant) : `/sites?${new URLSearchParams({ q })}`);
  }

  private async search(q: string, scope: Scope): Promise<FoundSites | null> {
    try {
      return await this.sites.search({ q, scope, limit: 2 });
    } catch (error) {
      if (error instanceof BadInput) return null;
      throw error;
    }
  }
}

/** The one site that is found, or whose code was typed. Similar words alone mean nobody for sure. */
function meantOf(q: string, found: FoundSites | null): SiteSummary | null {
  const [first, second] = found?.items ?? [];
  if (!found || !first || found.similar) return null;
  const code = q.toUpperCase();
  const isByCode = first.locationId === code || first.odsCode === code;
  return !second || isByCode ? first : null;
}

const hrefOf = ({ openCase, locationId }: SiteSummary): string =>
  openCase ? `/cases/${openCase.id}` : siteHref(locationId);
