import {
  type CaseAsk,
  type CaseColumn,
  CaseFilters,
  type CaseLine,
  listCases,
  listStalled,
  noView,
  readCaseAsk,
  SavedViews,
  type StalledCase,
  withView,
} from '@app/measures';
import { columnWords, partyWords } from '../../officer/cases/ask-words';
import { usualColumns } from '../../officer/cases/cases.presenter';
import { stageWords } from '../../officer/words/case-words';
import { stallInWords } from '../../officer/words/stall-words';
import { column, type ExportColumn, type Exporting, everyPage, listOf } from '../export-list';

const atOnce = 200;

/** What the address asks for, with what a saved view says where it names one. */
async function askOf({ query, officer, reader }: Exporting): Promise<CaseAsk> {
  const asked = readCaseAsk(query);
  if (!asked.view || asked.view === noView) return asked;
  const views = await reader(SavedViews).list(officer);
  const view = views.find(({ id }) => id === asked.view);
  return view ? withView(asked, view.query) : asked;
}

const filterOf = (ask: CaseAsk, { reader, scope, officer }: Exporting) =>
  reader(CaseFilters).of(ask, { scope, officerId: officer.id });

type Line = Pick<CaseLine, 'id' | 'home' | 'town' | 'locationId'>;

const homeColumns: ExportColumn<Line>[] = [
  column('Home', 'text', (line) => line.home),
  column('Town', 'text', (line) => line.town),
  column('CQC location ID', 'text', (line) => line.locationId),
];

const linkColumn = column<Line>('Page of the case', 'link', (line) => `/cases/${line.id}`);

/** What each column of the list is in a file; some are two, as files keep dates apart from words. */
const chosen: Readonly<Record<CaseColumn, readonly ExportColumn<CaseLine>[]>> = {
  stage: [column(columnWords.stage, 'text', (line) => stageWords[line.stage])],
  waitingOn: [
    column(columnWords.waitingOn, 'text', ({ party }) => party && partyWords[party]),
    column('Waiting since', 'instant', (line) => line.waitingSince),
  ],
  next: [
    column(columnWords.next, 'instant', (line) => line.nextAt),
    column('Look again on', 'day', (line) => line.parkedUntil),
  ],
  officer: [column(columnWords.officer, 'text', (line) => line.officer)],
  provider: [column(columnWords.provider, 'text', (line) => line.provider)],
  authority: [column(columnWords.authority, 'text', (line) => line.localAuthority)],
  opened: [column(columnWords.opened, 'day', (line) => line.openedOn)],
  stalledSince: [column(columnWords.stalledSince, 'instant', (line) => line.stalledAt)],
  useBy: [column(columnWords.useBy, 'day', (line) => line.useBy)],
};

export const caseLists = [
  listOf<CaseLine>({
    name: 'cases',
    title: 'Cases',
    permission: 'cases.read',
    async open(asked) {
      const ask = await askOf(asked);
      const filter = await filterOf(ask, asked);
      return {
        columns: [
          ...homeColumns,
          ...(ask.columns ?? usualColumns).flatMap((name) => chosen[name]),
          column('Not moving because', 'text', ({ stalls }) => stalls.map(stallInWords).join('; ')),
          linkColumn,
        ],
        pages: everyPage((cursor) =>
          listCases(asked.db, asked.now, filter, atOnce, cursor, ask.sort),
        ),
      };
    },
  }),
  listOf<StalledCase>({
    name: 'stalled',
    title: 'Stalled cases',
    permission: 'cases.read',
    async open(asked) {
      // Closed cases are not stalled.
      const { closed: _, ...ask } = await askOf(asked);
      const filter = await filterOf(ask, asked);
      return {
        columns: [
          ...homeColumns,
          column('Stage', 'text', (line) => stageWords[line.stage]),
          column('Waiting on', 'text', ({ party }) => party && partyWords[party]),
          column('Stalled since', 'instant', (line) => line.stalledAt),
          column('Not moving because', 'text', ({ stalls }) =>
            stalls.map(({ code }) => stallInWords(code)).join('; '),
          ),
          column('Officer', 'text', (line) => line.officer),
          linkColumn,
        ],
        pages: everyPage((cursor) => listStalled(asked.db, asked.now, filter, atOnce, cursor)),
      };
    },
  }),
];
