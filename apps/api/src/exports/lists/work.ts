import { BulkReader, type ShownRow } from '@app/cases';
import { londonDay, narrowedTo } from '@app/domain';
import {
  type ForecastItem,
  readToday,
  sectionTitles,
  type TodayRow,
  withOwnReasons,
  type Workshop,
  Workshops,
} from '@app/measures';
import { Absences } from '@app/officers';
import { Sealer } from '@app/platform';
import { ForecastReader } from '../../forecast/forecast.reader';
import { resultWords, verdictWords } from '../../officer/bulk/bulk.presenter';
import { outcomeLines } from '../../officer/bulk/outcome-words';
import { CasePeople } from '../../officer/case/case-people';
import { noteOf as forecastNote } from '../../officer/forecast/forecast.presenter';
import { textOf } from '../../officer/forms/form';
import { presentRow, scriptOf } from '../../officer/today/today-rows.presenter';
import { ownScope } from '../../officer/today/whose-today';
import { rungTitle } from '../../officer/words/rung-words';
import { column, everyPage, listOf, onePage } from '../export-list';

/** Rows of Today: so many are counted too. */
const mostToday = 1000;
const forecastDays = 30;
const workshopsAtOnce = 200;

export const workLists = [
  listOf<TodayRow>({
    name: 'today',
    title: 'Today',
    permission: 'cases.read',
    open({ query, officer, scope, now, db, reader }) {
      const today = londonDay(now);
      return {
        columns: [
          column('Part', 'text', ({ section }) => sectionTitles[section]),
          column('What to do', 'text', (row) => scriptOf(row, today).title),
          column('Home', 'text', (row) => row.home),
          column('Town', 'text', (row) => row.town),
          column('CQC location ID', 'text', (row) => row.locationId),
          column('Why', 'text', (row) => presentRow(row, today).note),
          column('Telephone', 'text', (row) => presentRow(row, today).phone?.text ?? null),
          column('Since or until', 'instant', (row) => row.at),
          column('Page of the case', 'link', (row) => `/cases/${row.caseId}`),
        ],
        pages: onePage(async () => {
          const isMine = textOf(query, 'whose') === 'mine';
          const covered = isMine ? await reader(Absences).coveredToday(officer.id) : [];
          const whose = isMine ? ownScope(officer, covered) : scope;
          const stored = await readToday(db, now, whose, mostToday);
          return (await withOwnReasons(db, reader(Sealer), stored)).rows;
        }),
      };
    },
  }),
  listOf<ForecastItem>({
    name: 'forecast',
    title: 'The next 30 days',
    permission: 'cases.read',
    open({ query, officer, scope, reader }) {
      const isMine = textOf(query, 'whose') === 'mine';
      const day = textOf(query, 'day');
      return {
        columns: [
          column('When', 'instant', (item) => item.at),
          column('Home', 'text', (item) => item.home),
          column('Town', 'text', (item) => item.town),
          column('CQC location ID', 'text', (item) => item.locationId),
          column('What', 'text', rungTitle),
          column('To', 'text', forecastNote),
          column('Page of the case', 'link', (item) => `/cases/${item.caseId}`),
        ],
        pages: onePage(async () => {
          const forecast = await reader(ForecastReader).read({
            days: forecastDays,
            scope: narrowedTo(scope, isMine ? officer.id : null),
          });
          const isDay = forecast.days.some((one) => one.day === day);
          return forecast.days
            .filter((one) => !isDay || one.day === day)
            .flatMap(({ items }) => items);
        }),
      };
    },
  }),
  listOf<Workshop>({
    name: 'workshops',
    title: 'Workshops',
    permission: 'cases.read',
    open: ({ reader }) => ({
      columns: [
        column('Held on', 'day', (one) => one.heldOn),
        column('Title', 'text', (one) => one.title),
        column('Kind', 'text', ({ kind }) =>
          kind === 'workshop' ? 'Workshop' : 'One-to-one surgery',
        ),
        column('Homes', 'number', (one) => one.homes),
        column('People', 'number', (one) => one.people),
        column('CQC location IDs', 'text', ({ locations }) => locations.join(' ')),
        column('Page of the workshop', 'link', (one) => `/workshops/${one.id}`),
      ],
      pages: everyPage((cursor) => reader(Workshops).list(workshopsAtOnce, cursor)),
    }),
  }),
  listOf<ShownRow>({
    name: 'bulk',
    title: 'Many cases at once',
    permission: 'cases.write',
    async open({ query, officer, scope, now, reader }) {
      const bulk = reader(BulkReader);
      const { id } = await bulk.head(textOf(query, 'bulk'), { officerId: officer.id, scope });
      const officers = await reader(CasePeople).officers();
      const context = { officers, today: londonDay(now) };
      const said = ({ result, resultWhy, why, outcome }: ShownRow): string | null =>
        resultWhy ??
        (result === 'done' && outcome ? outcomeLines(outcome, context).join('; ') : why);
      return {
        columns: [
          column('Number', 'number', (row) => row.n),
          column('Home', 'text', (row) => row.home),
          column('Town', 'text', (row) => row.town),
          column('CQC location ID', 'text', (row) => row.locationId),
          column('What would happen', 'text', ({ verdict }) => verdict && verdictWords[verdict]),
          column('What came of it', 'text', ({ result }) => result && resultWords[result]),
          column('In words', 'text', said),
          column('Taken back', 'text', ({ undo, undoWhy }) => undo && (undoWhy ?? 'As before')),
          column('Page of the case', 'link', ({ caseId }) => caseId && `/cases/${caseId}`),
        ],
        pages: onePage(() => bulk.rows(id, scope)),
      };
    },
  }),
];
