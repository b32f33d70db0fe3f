import { type QualityCode, qualityCheck } from '@app/domain';
import {
  type Correction,
  correctableFields,
  type SiteDetails,
  type ValueOrigin,
} from '@app/providers';
import { actorInWords } from '../case/case-view';
import { brandHref, brandWords, providerHref, siteHref } from '../sites/site-row';
import { fieldWords, valueInWords } from '../words/register-words';
import { capital, dayInLondon, dayWords } from '../words/when';
import { withinSentence } from '../words/within-sentence';
import { telephone } from '../words/telephone';
import { unbroken } from '../words/unbroken';
import { webAddress } from '../words/web-address';

/** One value of a site, with where it comes from. */
export interface ValueLine {
  key: string;
  value: string;
  /** Where the value leads: a phone call, a page. */
  href: string | null;
  /** From which file or person, and of which day; null when it is from where most are. */
  from: string | null;
  correctHref: string | null;
  /** What the link does. */
  verb: string;
}

/** A value that a person put right, where the register says something else since. */
export interface Question {
  action: string;
  field: string;
  ours: string;
  theirs: string;
  why: string;
}

export interface ValuesPart {
  values: ValueLine[];
  /** Where all values are from that say nothing else. */
  mostFrom: string;
  questions: Question[];
  /** Corrections that can be taken back. */
  corrected: { action: string; words: string }[];
  /** What is missing or doubtful. */
  doubts: { title: string; advice: string }[];
}

/** In the order in which an officer asks; provider, brand and dates of registration come besides. */
const shown = [
  'name',
  'also_known_as',
  'ods_code',
  'phone',
  'registered_managers',
  'manager_absent_on',
  'website',
  'address',
  'town',
  'county',
  'postcode',
  'local_authority',
  'region',
  'icb',
  'care_home',
  'category',
  'service_types',
  'specialisms',
  'beds',
  'registration_status',
  'registered_on',
  'deregistered_on',
  'dormant',
  'rating',
  'rated_on',
  'location_type',
  'uprn',
] as const;

/** What an officer looks for even where it is missing. */
const alwaysShown = new Set<string>(['ods_code', 'phone', 'registered_managers', 'postcode']);

export function presentValues(
  site: SiteDetails,
  origins: readonly ValueOrigin[],
  corrections: readonly Correction[],
  quality: readonly QualityCode[],
  officers: ReadonlyMap<string, string>,
): ValuesPart {
  const byField = new Map(origins.map((origin) => [origin.field as string, origin]));
  const lines = shown.flatMap((field) => {
    const origin = byField.get(field);
    if (!origin && !alwaysShown.has(field)) return [];
    return [lineOf(site.locationId, field, origin, officers)];
  });
  const values = [
    plain('CQC location ID', site.locationId),
    ...providerLines(site, byField, officers),
    ...lines,
  ];
  const mostFrom = mostFrequent(values.map(({ from }) => from));
  return {
    values: values.map((line) => (line.from === mostFrom ? { ...line, from: null } : line)),
    mostFrom,
    questions: corrections.flatMap((correction) => questionOf(correction, officers)),
    corrected: corrections.map(({ id, field }) => ({
      action: `/corrections/${id}`,
      words: `Take back the correction of: ${withinSentence(fieldWords(field))}`,
    })),
    doubts: quality.flatMap((code) => {
      const check = qualityCheck(code);
      return check ? [{ title: capital(check.title), advice: check.advice }] : [];
    }),
  };
}

function mostFrequent(texts: readonly (string | null)[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? '';
}

const plain = (key: string, value: string): ValueLine => ({
  key,
  value,
  href: null,
  from: null,
  correctHref: null,
  verb: '',
});

function lineOf(
  locationId: string,
  field: string,
  origin: ValueOrigin | undefined,
  officers: ReadonlyMap<string, string>,
): ValueLine {
  const text = typeof origin?.value === 'string' ? origin.value : null;
  const phone = field === 'phone' ? telephone(text) : null;
  const key = fieldWords(field);
  return {
    key,
    value: origin ? (phone?.text ?? valueOf(field, origin.value)) : 'Not on the register',
    href: phone?.href ?? (field === 'website' ? webAddress(text) : null),
    from: origin ? originWords(origin, officers) : null,
    correctHref: (correctableFields as readonly string[]).includes(field)
      ? `${siteHref(locationId)}/correct/${field}`
      : null,
    verb: origin ? 'Correct' : 'Add',
  };
}

function valueOf(field: string, value: unknown): string {
  if (field === 'postcode') return unbroken(String(value)) ?? '';
  return capital(valueInWords(value));
}

function providerLines(
  { provider }: SiteDetails,
  origins: ReadonlyMap<string, ValueOrigin>,
  officers: ReadonlyMap<string, string>,
): ValueLine[] {
  if (!provider) return [plain('Provider', 'Not on the register')];
  const { name, providerId, brand } = provider;
  const origin = origins.get('provider_id') ?? origins.get('provider_name');
  const line = {
    ...plain(
      'Provider',
      name && providerId ? `${name} (${providerId})` : (name ?? providerId ?? ''),
    ),
    href: providerId && providerHref(providerId),
    from: origin ? originWords(origin, officers) : null,
  };
  return brand ? [line, { ...plain('Group', brandWords(brand)), href: brandHref(brand) }] : [line];
}

/** “File ratings.csv, as of Sunday 19 July 2026” or who put it right, when and why. */
function originWords({ from }: ValueOrigin, officers: ReadonlyMap<string, string>): string {
  if (from.by === 'import')
    return from.asOf
      ? `From the file ${from.fileName}, as of ${dayWords(from.asOf)}`
      : `From the file ${from.fileName}, imported ${dayInLondon(from.importedAt)}`;
  const who = actorInWords(from.correctedBy, officers);
  return `Put right by ${who} on ${dayInLondon(from.correctedAt)}: ${from.reason} The register’s file says: ${valueInWords(from.sourceValue)}.`.replace(
    /([^.!?]) The register/,
    '$1. The register',
  );
}

/** A question about one correction; none when the register says nothing new. */
export function questionOf(
  correction: Correction,
  officers: ReadonlyMap<string, string>,
): Question[] {
  const { id, field, value, asked, correctedBy, correctedAt, reason } = correction;
  if (!asked) return [];
  const day = asked.asOf ? ` of ${dayWords(asked.asOf)}` : '';
  return [
    {
      action: `/corrections/${id}`,
      field: fieldWords(field),
      ours: valueInWords(value, field),
      theirs: `${valueInWords(asked.value, field)} (file ${asked.fileName}${day})`,
      why: `Put right by ${actorInWords(correctedBy, officers)} on ${dayInLondon(correctedAt)}: ${reason}`,
    },
  ];
}
