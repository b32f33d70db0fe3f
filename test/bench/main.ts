import { parseArgs } from 'node:util';
import { measureBacklog } from './backlog/measure-backlog';
import { makeTemplate } from './bench-database';
import { measureDashboards } from './dashboards/measure-dashboards';
import { measureFacts } from './facts/measure-facts';
import { type FigureName, goals, lineOf } from './figures';
import { measureLateness } from './lateness/measure-lateness';
import { measureLists } from './lists/measure-lists';
import { type Bench, fullSize, quickSize, tell } from './measuring';
import { measureImport } from './register/measure-import';
import { measureToday } from './today/measure-today';
import { measureTodayPage } from './today/measure-today-page';

/** Figures that come out of one measurement stand together. */
const measurements: readonly { of: FigureName[]; measure: (bench: Bench) => Promise<void> }[] = [
  { of: ['F1', 'F2', 'F3', 'F4'], measure: measureBacklog },
  { of: ['F5'], measure: measureLateness },
  { of: ['L1', 'L2', 'L4'], measure: measureToday },
  { of: ['L3'], measure: measureLists },
  { of: ['T1'], measure: measureTodayPage },
  { of: ['T3'], measure: measureDashboards },
  { of: ['W1'], measure: measureFacts },
  { of: ['I1', 'I2', 'I3'], measure: measureImport },
];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { quick: { type: 'boolean' }, profile: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.profile) process.env.BENCH_PROFILE = values.profile;
  const wanted = readNames(positionals);
  const bench: Bench = {
    size: values.quick ? quickSize : fullSize,
    wanted,
    report: (measured) => process.stdout.write(`${lineOf(measured)}\n`),
  };
  await makeTemplate();
  for (const { of, measure } of measurements)
    if (of.some((figure) => wanted.has(figure))) await measure(bench);
}

function readNames(words: readonly string[]): Set<FigureName> {
  const names = Object.keys(goals) as FigureName[];
  const unknown = words.find((word) => !names.includes(word as FigureName));
  if (unknown) throw new Error(`There is no figure ${unknown}; choose from ${names.join(', ')}.`);
  return new Set(words.length === 0 ? names : (words as FigureName[]));
}

main().catch((error: Error) => {
  tell(error.stack ?? error.message);
  process.exit(1);
});
