/** A basis with one thing in it changed. */
export interface Mutation {
  kind: string;
  mutated: string[];
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'];
const lastMonths = ['September', 'October', 'November', 'December'];

const next = (list: readonly string[], word: string): string =>
  list[(list.indexOf(word) + 1) % list.length] ?? word;

/** Changes of one sentence: each place a pattern is found, changed alone. */
const changes: { kind: string; find: RegExp; change: (...found: string[]) => string }[] = [
  {
    kind: 'another weekday',
    find: new RegExp(weekdays.join('|'), 'g'),
    change: (day) => next(weekdays, day),
  },
  { kind: 'another day', find: /\b(\d{1,2})(?= [A-Z][a-z]+ 20\d\d)/g, change: (n) => plusOne(n) },
  {
    kind: 'another month',
    find: /\b([A-Z][a-z]+)(?= 20\d\d)/g,
    change: (month) => next([...months, ...lastMonths], month),
  },
  { kind: 'another year', find: /\b20\d\d\b/g, change: (n) => plusOne(n) },
  {
    kind: 'another hour',
    find: /\b\d{1,2}(?=:\d\d[ap]m)/g,
    change: (n) => `${(Number(n) % 12) + 1}`,
  },
  {
    kind: 'another count',
    find: /\b\d+(?= (?:calendar|hours|days))|(?<=Working day )\d+/g,
    change: (n) => plusOne(n),
  },
  { kind: 'another name', find: /Ann Lee|Bob Roy|Cat Moss|INC[12]/g, change: () => 'Zoe Fox' },
  {
    kind: 'another roll',
    find: /it goes on to|so it goes back to|so it goes then|It is recorded at that moment/g,
    change: (words) => (words.includes('on to') ? 'so it goes back to' : 'it goes on to'),
  },
  {
    kind: 'day off renamed',
    find: /(?<= is |\()(?:a (?:Saturday|Sunday|bank holiday)|paused|the site was dormant)(?=[;:)])/g,
    change: () => 'a training day',
  },
  {
    kind: 'day off dropped',
    find: /[A-Z][a-z]+ \d+ [A-Z][a-z]+ \d{4} \([^)]+\), /g,
    change: () => '',
  },
  {
    kind: 'day off dropped',
    find: /[A-Z][a-z]+ \d+ [A-Z][a-z]+ \d{4} is a [A-Za-z ]+; /g,
    change: () => '',
  },
  {
    kind: 'day off added',
    find: /(?<=Not counted: )/g,
    change: () => 'Saturday 5 January 2019 (a Saturday), ',
  },
  {
    kind: 'day off added',
    find: /(?<=; )|^(?=[A-Z][a-z]+ \d+ [A-Z][a-z]+ \d{4} is a )/g,
    change: () => 'Saturday 5 January 2019 is a Saturday; ',
  },
  {
    kind: 'days off out of order',
    find: /([A-Z][a-z]+ \d+ [A-Z][a-z]+ \d{4} \([^)]+\)), ([A-Z][a-z]+ \d+ [A-Z][a-z]+ \d{4} \([^)]+\))/g,
    change: (_, one, other) => `${other}, ${one}`,
  },
];

const plusOne = (n: string): string => String(Number(n) + 1);

/** Every change of every sentence, one at a time, and of their number and order. */
export function mutations(basis: readonly string[]): Mutation[] {
  const found: Mutation[] = [];
  const add = (kind: string, mutated: readonly string[]): void => {
    if (mutated.join('\n') !== basis.join('\n')) found.push({ kind, mutated: [...mutated] });
  };
  basis.forEach((sentence, n) => {
    for (const { kind, find, change } of changes)
      for (const match of sentence.matchAll(find)) {
        const changed = `${sentence.slice(0, match.index)}${change(...match)}${sentence.slice(match.index + match[0].length)}`;
        add(kind, basis.with(n, changed));
      }
    add('sentence dropped', basis.toSpliced(n, 1));
    add('sentence added', basis.toSpliced(n, 0, 'It is a leap year.'));
    if (n > 0) add('sentences out of order', swapped(basis, n));
  });
  return found;
}

function swapped(basis: readonly string[], n: number): string[] {
  const changed = [...basis];
  [changed[n - 1], changed[n]] = [basis[n] ?? '', basis[n - 1] ?? ''];
  return changed;
}
