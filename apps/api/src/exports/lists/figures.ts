import { type MeasureCode, measureDefinitions } from '@app/domain';
import { MeasuresReader } from '../../measures/measures.reader';
import { DashboardsReader } from '../../dashboards/dashboards.reader';
import { readDashboardAsk } from '../../officer/dashboards/asked-dashboard';
import { boardOf } from '../../officer/dashboards/board-of';
import { dashboardPages } from '../../officer/dashboards/dashboard-pages';
import { figureRows, toldWords } from '../../officer/measures/figure-words';
import { readShownPart } from '../../officer/measures/measures.presenter';
import { column, type ExportList, listOf, onePage } from '../export-list';

/** One figure of a measure in a month. */
interface Figure {
  month: string;
  day: string;
  takenAt: string | null;
  code: MeasureCode;
  name: string;
  part: string;
  words: string;
  value: number | string;
}

const measureList = listOf<Figure>({
  name: 'measures',
  title: 'Measures',
  permission: 'aggregates.read',
  open({ query, officer, scope, reader }) {
    const shown = readShownPart(query['of']);
    return {
      columns: [
        column('Month', 'text', (one) => one.month),
        column('Last day counted', 'day', (one) => one.day),
        column('Kept', 'instant', (one) => one.takenAt),
        column('Measure', 'text', (one) => one.code),
        column('Name', 'text', (one) => one.name),
        column('Part', 'text', (one) => one.part || 'Whole area'),
        column('Figure', 'text', (one) => one.words),
        column('Value', 'number', (one) => one.value),
      ],
      pages: onePage(async () => {
        const months = await reader(MeasuresReader).months(shown.split, { officer, scope });
        return months.flatMap(({ month, day, takenAt, parts }) => {
          const measures = parts.find(({ part }) => part === shown.part)?.measures ?? {};
          return measureDefinitions.flatMap(({ code, name }) => {
            const figures = measures[code];
            if (!figures) return [];
            return figureRows(code).flatMap(({ key, words }): Figure[] => {
              const count = figures[key];
              if (count === undefined) return [];
              const value = typeof count === 'number' ? count : toldWords(count);
              return [{ month, day, takenAt, code, name, part: shown.part, words, value }];
            });
          });
        });
      }),
    };
  },
});

/** One number of the table of a chart, as its page says it. */
interface ChartCell {
  chart: string;
  row: string;
  column: string;
  value: string;
}

const dashboardList = ({ name, title }: (typeof dashboardPages)[number]): ExportList =>
  listOf<ChartCell>({
    name: `dashboard-${name}`,
    title,
    permission: 'aggregates.read',
    open: ({ query, officer, scope, reader }) => ({
      columns: [
        column('Table', 'text', (cell) => cell.chart),
        column('Row', 'text', (cell) => cell.row),
        column('Column', 'text', (cell) => cell.column),
        column('Value', 'number', ({ value }) =>
          shareOf(value) === null ? numberOf(value) : null,
        ),
        column('Share', 'share', ({ value }) => shareOf(value)),
      ],
      pages: onePage(async () => {
        const dashboards = reader(DashboardsReader);
        const filter = readDashboardAsk(query, await dashboards.present());
        const { charts } = await boardOf(name, filter, dashboards, { officer, scope });
        return charts.flatMap(({ title: chart, table }) =>
          table.rows.flatMap((row) =>
            row.cells.map((value, n) => ({
              chart,
              row: row.label,
              column: table.head[n + 1] ?? '',
              value,
            })),
          ),
        );
      }),
    }),
  });

/** “57%” is 0.57; null for what is no share. */
const shareOf = (told: string): number | null => {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(told)?.[1];
  return percent === undefined ? null : Number(percent) / 100;
};

/** What is told as a number is one in the file; “fewer than 5” stays as it is told. */
const numberOf = (told: string): number | string => {
  const plain = told.replaceAll(',', '');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : told;
};

export const figureLists = [measureList, ...dashboardPages.map(dashboardList)];
