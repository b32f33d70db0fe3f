import type {
  ChangeKind,
  PolicyPreview,
  PolicyVersion,
  PreviewedCase,
  RungChange,
} from '@app/cases';
import type { ClockName } from '@app/domain';
import { rungTitle } from '../words/rung-words';
import { dayWords, momentWords } from '../words/when';
import { clockWords, generalLines, rungLine } from './ladder-words';

/** One thing in which a draft differs from what is in force. */
export interface DraftDifference {
  where: string;
  was: string;
  becomes: string;
}

const nothing = '–';

/** What the draft changes, in words. */
export function draftDifferences(draft: PolicyVersion, inForce: PolicyVersion): DraftDifference[] {
  const before = generalLines(inForce.policy);
  return [
    ...generalLines(draft.policy).flatMap(({ what, is }, n) =>
      differ(what, before[n]?.is ?? nothing, is),
    ),
    ...(Object.keys(clockWords) as ClockName[]).flatMap((clock) =>
      ladderDifferences(clock, draft, inForce),
    ),
    ...holidayDifferences(draft, inForce),
  ];
}

const differ = (where: string, was: string, becomes: string): DraftDifference[] =>
  was === becomes ? [] : [{ where, was, becomes }];

function ladderDifferences(
  clock: ClockName,
  draft: PolicyVersion,
  inForce: PolicyVersion,
): DraftDifference[] {
  const lines = (version: PolicyVersion) =>
    new Map(
      version.policy.ladders[clock].map((rung) => {
        const { when, what, who } = rungLine(clock, rung);
        return [rung.rung, `${what}: ${when}, ${who}`];
      }),
    );
  const [before, after] = [lines(inForce), lines(draft)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((rung) =>
    differ(clockWords[clock].title, before.get(rung) ?? nothing, after.get(rung) ?? nothing),
  );
}

function holidayDifferences(draft: PolicyVersion, inForce: PolicyVersion): DraftDifference[] {
  const titles = (version: PolicyVersion) =>
    new Map(version.bankHolidays.map(({ date, title }) => [date, title]));
  const [before, after] = [titles(inForce), titles(draft)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((date) =>
      differ(dayWords(date), before.get(date) ?? 'a usual day', after.get(date) ?? 'a usual day'),
    );
}

const changeWords: Readonly<Record<ChangeKind, string>> = {
  moves: 'moves',
  appears: 'is new',
  vanishes: 'does not go out any more',
  changes: 'is another letter or for somebody else',
  reworded: 'is explained in other words',
  'passed-over': 'is past already: nothing goes out',
  'task-withdrawn': 'the open call is withdrawn',
  'task-restored': 'the call is to be made after all',
  'letter-withdrawn': 'the letter, not sent yet, is withdrawn',
  'letter-restored': 'the letter goes after all',
};

const totalWords: readonly (readonly [ChangeKind, one: string, more: string])[] = [
  ['moves', 'date moves', 'dates move'],
  ['appears', 'date is new', 'dates are new'],
  ['vanishes', 'does not go out any more', 'do not go out any more'],
  ['changes', 'is another letter or for somebody else', 'are other letters or for somebody else'],
  ['task-withdrawn', 'open call is withdrawn', 'open calls are withdrawn'],
  ['task-restored', 'call comes back', 'calls come back'],
  ['letter-withdrawn', 'unsent letter is withdrawn', 'unsent letters are withdrawn'],
  ['letter-restored', 'letter comes back', 'letters come back'],
  ['passed-over', 'is past already', 'are past already'],
  ['reworded', 'is only explained in other words', 'are only explained in other words'],
];

/** What publishing would do, as the page shows it. */
export interface PreviewInWords {
  number: number;
  madeAt: string;
  summary: string;
  totals: string[];
  rows: { href: string; home: string; town: string | null; changes: ChangeLine[] }[];
  casesLeftOut: number;
}

interface ChangeLine {
  what: string;
  change: string;
  from: string | null;
  to: string | null;
}

/** Only another wording is not worth a line: the totals tell how many. */
export function presentPreview(
  preview: PolicyPreview,
  cases: readonly PreviewedCase[],
): PreviewInWords {
  const { totals } = preview;
  const said = totalWords.flatMap(([kind, one, more]) => {
    const n = totals[kind];
    return n === 0 ? [] : [`${n.toLocaleString('en-GB')} ${n === 1 ? one : more}`];
  });
  const rows = cases.flatMap(({ caseId, home, town, changes }) => {
    const worth = changes.filter((c) => c.change !== 'reworded');
    return worth.length === 0
      ? []
      : [{ href: `/cases/${caseId}`, home, town, changes: worth.map(changeLine) }];
  });
  return {
    number: preview.number,
    madeAt: momentWords(preview.asOf),
    summary:
      said.length === 0
        ? 'Nothing changes for any case.'
        : `${totals.cases.toLocaleString('en-GB')} ${totals.cases === 1 ? 'case is' : 'cases are'} concerned:`,
    totals: said,
    rows,
    casesLeftOut: Math.max(0, totals.cases - cases.length),
  };
}

function changeLine({ clock, rung, change, from, to }: RungChange): ChangeLine {
  const placed = to ?? from;
  const title = rungTitle({
    clock,
    rung,
    act: placed?.act ?? 'record',
    to: placed?.to ?? null,
    letter: placed?.letter ?? null,
  });
  const shown = (place: typeof from): string | null => place && momentWords(place.sendAt);
  return {
    what: title,
    change: changeWords[change],
    from: change === 'moves' || change === 'vanishes' ? shown(from) : null,
    to: change === 'moves' || change === 'appears' || change === 'changes' ? shown(to) : null,
  };
}
