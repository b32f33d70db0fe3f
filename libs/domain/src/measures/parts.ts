import type { Split } from './measure-terms';
import type { Measured, Place } from './measured';

/** One part of an area: the rows that count there. */
export interface Part {
  /** The authority, the ICB, or `care-home`, `other`; empty for all, or where nothing is known. */
  part: string;
  rows: Measured;
}

const partOf: Readonly<Record<Split, (place: Place) => string>> = {
  all: () => '',
  authority: ({ authority }) => authority ?? '',
  icb: ({ icb }) => icb ?? '',
  'care-home': ({ careHome }) => (careHome === null ? '' : careHome ? 'care-home' : 'other'),
};

/**
 * The rows of an area by the parts of a split, in the order of their names. Every row counts in one
 * part, but a workshop in that of each of its homes; one that names no home counts in none but all.
 */
export function partsOf(split: Split, rows: Measured): Part[] {
  const parts = new Map<string, Mutable>();
  const at = (part: string): Mutable => {
    const known = parts.get(part);
    if (known) return known;
    const made = empty(rows.day);
    parts.set(part, made);
    return made;
  };
  if (split === 'all') return [{ part: '', rows }];
  const of = partOf[split];
  for (const kind of placed)
    for (const row of rows[kind]) (at(of(row.place))[kind] as (typeof row)[]).push(row);
  for (const workshop of rows.workshops)
    for (const part of new Set(workshop.places.map(of))) at(part).workshops.push(workshop);
  return [...parts]
    .map(([part, of]) => ({ part, rows: of }))
    .sort((a, b) => Number(a.part === '') - Number(b.part === '') || byName(a.part, b.part));
}

const placed = ['sites', 'steps', 'stays', 'passcodes', 'stalled', 'replies', 'contacts'] as const;

type Mutable = {
  [K in keyof Measured]: Measured[K] extends readonly (infer Row)[] ? Row[] : Measured[K];
};

const empty = (day: string): Mutable => ({
  day,
  sites: [],
  steps: [],
  stays: [],
  passcodes: [],
  stalled: [],
  replies: [],
  contacts: [],
  workshops: [],
});

const { compare: byName } = new Intl.Collator('en');
