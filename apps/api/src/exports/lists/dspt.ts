import { dsptLevelInWords, londonDay } from '@app/domain';
import {
  DsptAreas,
  DsptClassifications,
  risks,
  type SiteAtRisk,
  type UnknownDsptStatus,
} from '@app/dspt';
import { pageOf, readCursor } from '@app/measures';
import { siteDsptHref } from '../../officer/dspt/site-dspt.presenter';
import { textOf } from '../../officer/forms/form';
import { column, everyPage, listOf, onePage } from '../export-list';

const atOnce = 1000;

export const dsptLists = [
  listOf<SiteAtRisk>({
    name: 'dspt',
    title: 'DSPT at risk',
    permission: 'register.read',
    open({ query, now, reader }) {
      const today = londonDay(now).toString();
      const localAuthority = textOf(query, 'localAuthority') || null;
      const risk = risks.find((one) => one === textOf(query, 'risk')) ?? 'expiring';
      return {
        columns: [
          column('Site', 'text', (site) => site.name),
          column('CQC location ID', 'text', (site) => site.locationId),
          column('Town', 'text', (site) => site.town),
          column('Provider', 'text', (site) => site.providerName),
          column('Why', 'text', ({ reasons }) => reasons[0]?.sentence ?? null),
          column('Good until', 'day', (site) => site.validTo),
          column('DSPT of the site', 'link', (site) => siteDsptHref(site.locationId)),
        ],
        pages: everyPage(async (cursor) => {
          const after = cursor ? readCursor(cursor, 2) : null;
          const page = { localAuthority, limit: atOnce + 1, after };
          const sites = await reader(DsptAreas).atRisk(risk, today, page);
          return pageOf(sites, atOnce, (site) => [site.name, site.locationId]);
        }),
      };
    },
  }),
  listOf<UnknownDsptStatus>({
    name: 'dspt-statuses',
    title: 'DSPT statuses not known',
    permission: 'register.read',
    open: ({ reader }) => ({
      columns: [
        column('Status', 'text', ({ texts, words }) => texts.join(' · ') || words),
        column('Organisations', 'number', (status) => status.organisations),
        column('Of ours', 'number', (status) => status.ours),
        column('Comes to', 'text', ({ level }) => level && dsptLevelInWords[level]),
        column('Said', 'instant', (status) => status.classifiedAt),
      ],
      pages: onePage(() => reader(DsptClassifications).unknown()),
    }),
  }),
];
