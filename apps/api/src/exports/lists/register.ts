import { qualityChecks, type Stage } from '@app/domain';
import {
  type ProviderSummary,
  ProvidersService,
  QualityReports,
  type SiteSummary,
  SitesService,
} from '@app/providers';
import { textOf } from '../../officer/forms/form';
import { brandWords, siteHref, standingWords } from '../../officer/sites/site-row';
import { readSitesAsked, searchOf } from '../../officer/sites/sites-asked';
import { providerHref } from '../../officer/sites/site-row';
import { stageWords } from '../../officer/words/case-words';
import { capital } from '../../officer/words/when';
import { column, everyPage, listOf, onePage } from '../export-list';

const atOnce = 200;

const yesNo = (said: boolean | null): string | null => (said === null ? null : said ? 'yes' : 'no');

/** What is missing or doubtful, with how many sites have it. */
interface QualityLine {
  kind: string;
  title: string;
  sites: number;
  advice: string;
  href: string;
}

export const registerLists = [
  listOf<SiteSummary>({
    name: 'sites',
    title: 'Sites',
    permission: 'register.read',
    open({ query, scope, reader }) {
      const search = { ...searchOf({ ...readSitesAsked(query), cursor: '' }), scope };
      return {
        columns: [
          column('Site', 'text', (site) => site.name),
          column('CQC location ID', 'text', (site) => site.locationId),
          column('ODS code', 'text', (site) => site.odsCode),
          column('Town', 'text', (site) => site.town),
          column('Postcode', 'text', (site) => site.postcode),
          column('Local authority', 'text', (site) => site.localAuthority),
          column('Provider', 'text', ({ provider }) => provider?.name ?? null),
          column('CQC provider ID', 'text', ({ provider }) => provider?.providerId ?? null),
          column('Care home', 'text', (site) => yesNo(site.careHome)),
          column('Registration', 'text', (site) => standingWords(site) ?? 'Registered'),
          column('Rating', 'text', (site) => site.rating),
          column('Rated on', 'day', (site) => site.ratedOn),
          column('Open case', 'text', ({ openCase }) =>
            openCase ? (stageWords[openCase.stage as Stage] ?? openCase.stage) : null,
          ),
          column('Page of the site', 'link', (site) => siteHref(site.locationId)),
        ],
        pages: everyPage((cursor) =>
          reader(SitesService).search({ ...search, limit: atOnce, ...(cursor ? { cursor } : {}) }),
        ),
      };
    },
  }),
  listOf<ProviderSummary>({
    name: 'providers',
    title: 'Providers',
    permission: 'register.read',
    open: ({ query, reader }) => ({
      columns: [
        column('Provider', 'text', (one) => one.name),
        column('CQC provider ID', 'text', (one) => one.providerId),
        column('Brand', 'text', ({ brand }) => brand && brandWords(brand)),
        column('Sites', 'number', (one) => one.sites),
        column('Page of the provider', 'link', (one) => providerHref(one.providerId)),
      ],
      pages: everyPage((cursor) =>
        reader(ProvidersService).search({
          q: textOf(query, 'q'),
          limit: atOnce,
          ...(cursor ? { cursor } : {}),
        }),
      ),
    }),
  }),
  listOf<QualityLine>({
    name: 'quality',
    title: 'Quality of the register',
    permission: 'register.read',
    open: ({ reader }) => ({
      columns: [
        column('Kind', 'text', (line) => capital(line.kind)),
        column('What', 'text', (line) => line.title),
        column('Sites', 'number', (line) => line.sites),
        column('What to do', 'text', (line) => line.advice),
        column('The sites', 'link', (line) => line.href),
      ],
      pages: onePage(async () => {
        const { found } = await reader(QualityReports).get();
        return qualityChecks
          .filter(({ code }) => found.has(code))
          .map(({ kind, code, title, advice }) => ({
            kind,
            title: capital(title),
            sites: found.get(code) ?? 0,
            advice,
            href: `/sites?quality=${code}`,
          }));
      }),
    }),
  }),
];
