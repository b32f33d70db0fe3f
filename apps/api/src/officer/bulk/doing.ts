import { bulkLetterKinds, type HandKind } from '@app/cases';
import { type FactType, isBulkFact, isFactType, NotFound } from '@app/domain';
import { factForms, factHeadings } from '../record-fact/fact-forms';
import { writeForm } from '../write/write-forms';

/** One thing that can be done to many cases, as its page names it in the address. */
export type Doing =
  | { kind: 'record'; type: FactType }
  | { kind: 'letter'; letter: HandKind }
  | { kind: 'open-cases' };

const openCases = 'open-cases';

/** As it stands in an address: `note-added`, `letter-ask`, `open-cases`. */
export function nameOfDoing(doing: Doing): string {
  switch (doing.kind) {
    case 'record':
      return doing.type;
    case 'letter':
      return `letter-${doing.letter}`;
    case 'open-cases':
      return openCases;
  }
}

/** @throws NotFound nothing of that name can be done to many */
export function doingNamed(name: string): Doing {
  if (name === openCases) return { kind: 'open-cases' };
  if (isFactType(name) && isBulkFact(name)) return { kind: 'record', type: name };
  const letter = bulkLetterKinds.find((kind) => name === `letter-${kind}`);
  if (letter) return { kind: 'letter', letter };
  throw new NotFound('no-such-page', 'Nothing of that kind can be done to many cases.');
}

/** From what the store calls it: `record note-added`; null while nothing was chosen. */
export function doingOfKind(kind: string | null): Doing | null {
  if (kind === null) return null;
  const [what = '', name = ''] = kind.split(' ');
  return doingNamed(what === 'letter' ? `letter-${name}` : name || what);
}

/** What its button and headings call it, for many: “Add a note”. */
export function titleOfDoing(doing: Doing): string {
  switch (doing.kind) {
    case 'record':
      return forMany[doing.type] ?? factForms[doing.type].title;
    case 'letter':
      return doing.letter === 'ask' || doing.letter === 'reminder' || doing.letter === 'free'
        ? forManyLetters[doing.letter]
        : `Letter: ${writeForm(doing.letter).title}`;
    case 'open-cases':
      return 'Open cases';
  }
}

const forMany: Partial<Record<FactType, string>> = {
  paused: 'Pause the cases',
  resumed: 'Take the cases up again',
  parked: 'Park the cases',
  'handed-over': 'Hand over the cases',
  closed: 'Close the cases',
  reopened: 'Reopen the cases',
  'stall-noted': 'The cases are stuck',
};

const forManyLetters = {
  ask: 'Ask the homes something',
  reminder: 'Send a reminder now',
  free: 'Write a letter',
} as const;

/** What officers do to many most days comes first. */
const usual: readonly Doing[] = [
  { kind: 'record', type: 'note-added' },
  { kind: 'letter', letter: 'ask' },
  { kind: 'letter', letter: 'free' },
  { kind: 'record', type: 'parked' },
  { kind: 'record', type: 'paused' },
  { kind: 'record', type: 'resumed' },
  { kind: 'record', type: 'handed-over' },
  { kind: 'record', type: 'closed' },
];

/** A heading with what can be done under it. */
export interface DoingGroup {
  title: string;
  doings: readonly Doing[];
}

const isUsual = (doing: Doing): boolean =>
  usual.some((one) => nameOfDoing(one) === nameOfDoing(doing));

/** Everything that can be done to many cases, the usual first. */
export const doingGroups: readonly DoingGroup[] = [
  { title: 'Most often', doings: usual },
  {
    title: 'Prepared letters, and reminders',
    doings: bulkLetterKinds.map((letter): Doing => ({ kind: 'letter', letter })),
  },
  ...factHeadings.map(({ title, types }) => ({
    title: title === 'The case' ? title : `Record: ${title.toLowerCase()}`,
    doings: types.filter(isBulkFact).map((type): Doing => ({ kind: 'record', type })),
  })),
].flatMap((group, n) => {
  const doings = n === 0 ? group.doings : group.doings.filter((one) => !isUsual(one));
  return doings.length > 0 ? [{ ...group, doings }] : [];
});
