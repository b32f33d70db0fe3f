import { type HomeLink, HomeLinks, linkStates } from '@app/cases';
import { pageOf, readPlace } from '@app/measures';
import {
  type Correction,
  Corrections,
  importKinds,
  Quarantine,
  type QuarantinedRow,
  rowStates,
} from '@app/providers';
import { textOf } from '../../officer/forms/form';
import { nameOf } from '../../officer/quarantine/quarantine.presenter';
import { siteHref } from '../../officer/sites/site-row';
import { linkKindWords, linkStateWords } from '../../officer/words/home-words';
import { fieldWords, kindWords, valueInWords } from '../../officer/words/register-words';
import { column, everyPage, listOf, onePage } from '../export-list';

const atOnce = 200;

/** A row of a file that fits no site, and the site it looks most like. */
interface SetAside extends QuarantinedRow {
  likely: string | null;
}

export const decisionLists = [
  listOf<SetAside>({
    name: 'quarantine',
    title: 'Rows that fit no site',
    permission: 'register.read',
    open({ query, reader }) {
      const state = rowStates.find((one) => one === textOf(query, 'state')) ?? 'waiting';
      const kind = importKinds.find((one) => one === textOf(query, 'kind'));
      const quarantine = reader(Quarantine);
      return {
        columns: [
          column('Name', 'text', nameOf),
          column('Town', 'text', ({ said }) => said['Town'] ?? null),
          column('Postcode', 'text', ({ said }) => said['Postcode'] ?? null),
          column('CQC location ID', 'text', ({ said }) => said['Location ID'] ?? null),
          column('Why it has no place', 'text', (row) => row.why),
          column('Site', 'text', ({ site }) => site?.name ?? null),
          column('Looks like', 'text', (row) => row.likely),
          column('Kind of file', 'text', (row) => kindWords[row.kind]),
          column('File', 'text', (row) => row.fileName),
          column('Row', 'number', (row) => row.row),
          column('Data of', 'day', (row) => row.asOf),
          column('Page of the row', 'link', (row) => `/quarantine/${row.id}`),
        ],
        pages: everyPage(async (cursor) => {
          const page = await quarantine.list({ state, kind, limit: 100, cursor });
          const likely = state === 'waiting' ? await quarantine.suggestions(page.items, 1) : [];
          return {
            ...page,
            items: page.items.map((row, n) => ({
              ...row,
              likely: likely[n]?.[0]?.site.name ?? null,
            })),
          };
        }),
      };
    },
  }),
  listOf<HomeLink>({
    name: 'duplicates',
    title: 'Records that may be one home',
    permission: 'register.read',
    open({ query, scope, reader }) {
      const state = linkStates.find((one) => one === textOf(query, 'state')) ?? 'suggested';
      return {
        columns: [
          column('Newer record', 'text', ({ newer }) => newer.name),
          column('Its CQC location ID', 'text', ({ newer }) => newer.locationId),
          column('Older record', 'text', ({ older }) => older.name),
          column('Its CQC location ID', 'text', ({ older }) => older.locationId),
          column('Town', 'text', ({ newer }) => newer.town),
          column('Postcode', 'text', ({ newer }) => newer.postcode),
          column('What it may be', 'text', ({ kind }) => linkKindWords[kind]),
          column('Why', 'text', ({ evidence }) => evidence.join(' ')),
          column('State', 'text', () => linkStateWords[state]),
          column('Found', 'instant', (link) => link.foundAt),
          column('Decided', 'instant', (link) => link.decidedAt),
          column('Page of the two', 'link', (link) => `/duplicates/${link.id}`),
        ],
        pages: everyPage(async (cursor) => {
          const after = cursor ? readPlace(cursor) : null;
          const links = await reader(HomeLinks).list({ state, limit: atOnce, after }, scope);
          return pageOf(links, atOnce, (link) => [link.decidedAt ?? link.foundAt, link.id]);
        }),
      };
    },
  }),
  listOf<Correction>({
    name: 'corrections',
    title: 'Corrections to decide',
    permission: 'register.read',
    open: ({ reader }) => ({
      columns: [
        column('Site', 'text', (one) => one.siteName),
        column('CQC location ID', 'text', (one) => one.locationId),
        column('What', 'text', ({ field }) => fieldWords(field)),
        column('Put right to', 'text', ({ value, field }) => valueInWords(value, field)),
        column('The register says', 'text', ({ asked, field }) =>
          asked ? valueInWords(asked.value, field) : null,
        ),
        column('File', 'text', ({ asked }) => asked?.fileName ?? null),
        column('Data of', 'day', ({ asked }) => asked?.asOf ?? null),
        column('Put right', 'instant', (one) => one.correctedAt),
        column('Reason', 'text', (one) => one.reason),
        column('Page of the site', 'link', (one) => siteHref(one.locationId)),
      ],
      pages: onePage(() => reader(Corrections).openQuestions()),
    }),
  }),
];
