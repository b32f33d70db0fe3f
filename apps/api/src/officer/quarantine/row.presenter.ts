import type { QuarantinedRow, SiteSuggestion } from '@app/providers';
import { actorInWords } from '../case/case-view';
import { dayInLondon } from '../words/when';
import { nameOf, sourceOf } from './quarantine.presenter';

export interface RowPage {
  section: 'imports';
  id: string;
  title: string;
  from: string;
  importHref: string;
  why: string;
  state: QuarantinedRow['state'];
  said: { key: string; value: string }[];
  suggestions: {
    locationId: string;
    name: string;
    href: string;
    place: string;
    fit: string;
    /** Why it may be this one, a sentence each. */
    evidence: string;
  }[];
  /** Who said what and when; null while nobody has. */
  decided: string | null;
  site: { name: string; href: string } | null;
  /** The import that took the row in. */
  appliedHref: string | null;
}

export function presentRow(
  row: QuarantinedRow,
  suggestions: readonly SiteSuggestion[],
  officers: ReadonlyMap<string, string>,
): RowPage {
  return {
    section: 'imports',
    id: row.id,
    title: nameOf(row),
    from: sourceOf(row),
    importHref: `/imports/${row.importId}`,
    why: row.why,
    state: row.state,
    said: saidLines(row.said),
    suggestions: suggestions.map(suggestionOf),
    decided: decidedWords(row, officers),
    site: row.site && { name: row.site.name, href: siteHref(row.site.locationId) },
    appliedHref: row.appliedIn && `/imports/${row.appliedIn}`,
  };
}

/** By these a person knows a home; the rest follows by name. */
const first = ['Location ID', 'Location name', 'Postcode', 'Town', 'Telephone', 'ODS code'];

function saidLines(said: Readonly<Record<string, string>>): RowPage['said'] {
  const others = Object.keys(said).filter((key) => !first.includes(key));
  return [...first.filter((key) => key in said), ...others.sort()].map((key) => ({
    key,
    value: said[key] ?? '',
  }));
}

const siteHref = (locationId: string): string => `/sites/${encodeURIComponent(locationId)}`;

function suggestionOf({ site, score, evidence }: SiteSuggestion) {
  const { locationId, name, address, town, postcode, providerName } = site;
  return {
    locationId,
    name,
    href: siteHref(locationId),
    place: [address, town, postcode, providerName, locationId].filter(Boolean).join(', '),
    fit: fitWords(score),
    evidence: `${evidence.join('. ')}.`,
  };
}

/** A number would look more exact than it is. */
const fitWords = (score: number): string =>
  score >= 80 ? 'Fits well' : score >= 50 ? 'May fit' : 'A little like it';

function decidedWords(
  { state, decidedBy, decidedAt }: QuarantinedRow,
  officers: ReadonlyMap<string, string>,
): string | null {
  if (state === 'waiting' || decidedAt === null) return null;
  const who = actorInWords(decidedBy ?? 'system', officers);
  const what = state === 'matched' ? 'which site this row is of' : 'that this row is none of ours';
  return `${who} said on ${dayInLondon(decidedAt)} ${what}.`;
}
