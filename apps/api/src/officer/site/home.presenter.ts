import type { Home, HomeChange, HomeRecordInTime } from '@app/cases';
import { stageWords } from '../words/case-words';
import { linkKindWords } from '../words/home-words';
import { dayWords } from '../words/when';

/** The section of a site’s page about its home through time. */
export interface HomeSection {
  records: {
    /** Null for the record whose page this is. */
    href: string | null;
    name: string;
    detail: string;
    when: string;
    cases: { href: string; words: string }[];
    changes: string[];
  }[];
  /** Suggestions that nobody has decided. */
  toDecide: { href: string; words: string }[];
  /** Where what joins the records can be looked at, and taken back. */
  joined: { href: string; words: string }[];
}

/** Null when there is nothing to tell: one record, that never changed, and nothing to decide. */
export function presentHome({ locationId, records, links, toDecide }: Home): HomeSection | null {
  const isPlain = records.length === 1 && toDecide.length === 0;
  if (isPlain && records.every(({ changes }) => changes.length === 0)) return null;
  return {
    records: records.map((record) => ({
      href:
        record.locationId === locationId ? null : `/sites/${encodeURIComponent(record.locationId)}`,
      name: record.name,
      detail: [record.locationId, record.providerName, record.odsCode].filter(Boolean).join(' · '),
      when: period(record),
      cases: record.cases.map(({ id, open, stage, openedOn }) => ({
        href: `/cases/${id}`,
        words: open
          ? `Open case: ${stageWords[stage].toLowerCase()}`
          : `Case opened ${dayWords(openedOn)}, closed`,
      })),
      changes: record.changes.map(changeWords),
    })),
    toDecide: toDecide.map(({ id, kind, older, newer }) => ({
      href: `/duplicates/${id}`,
      words: `${linkKindWords[kind]}? ${older.locationId} and ${newer.locationId}`,
    })),
    joined: links.map(({ id, older, newer }) => ({
      href: `/duplicates/${id}`,
      words: `Why ${older.locationId} and ${newer.locationId} are one home`,
    })),
  };
}

function period({ from, until, isDeregistered }: HomeRecordInTime): string {
  const start = from ? `From ${dayWords(from)}` : 'Start not known';
  if (until) return `${start} to ${dayWords(until)}`;
  return isDeregistered ? `${start}, ended` : `${start}, on the register now`;
}

const fieldWords: Readonly<Record<HomeChange['field'], string>> = {
  name: 'Name',
  provider: 'Provider',
  odsCode: 'ODS code',
};

const changeWords = ({ on, field, from, to }: HomeChange): string =>
  `${fieldWords[field]} since the register of ${dayWords(on)}: ${to ?? 'none'}, before that ${from ?? 'none'}.`;
