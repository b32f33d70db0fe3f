import { londonDay } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import type { Arrival } from '../reading/arrival';
import type { ReadNotes } from '../reading/read-notes';
import type { Document, DocumentVariant } from '../reading/variant';
import { organisationOf, parentOf } from './fhir-organisation';
import { affiliation, bundle, organization, resourceType } from './fhir-resources';

/**
 * Pages of search results of the ODS FHIR API (R4): organisations, and affiliations that name their
 * headquarters; or such resources one by one. The directory is kept beside the register: it makes
 * no site, and gives none a code.
 */
export const odsFhir: DocumentVariant = {
  name: 'ods-fhir',
  kind: 'ods',
  title: 'answer of the ODS directory’s FHIR API',
  speaks: {
    odsOrganisation: [
      'name',
      'active',
      'primary_role',
      'roles',
      'address',
      'town',
      'postcode',
      'opened_on',
      'closed_on',
      'parent_code',
    ],
  },
  partial: true,
  recognise,
  read,
};

const ours = new Set(['Organization', 'OrganizationAffiliation']);

function recognise(content: unknown): boolean {
  const type = resourceType(content);
  if (type !== 'Bundle') return type !== null && ours.has(type);
  const { entry: entries } = content as { entry?: unknown };
  // A search that found nothing is an answer too.
  if (entries === undefined || (Array.isArray(entries) && entries.length === 0)) return true;
  return (
    Array.isArray(entries) &&
    entries.some((entry: { resource?: unknown } | null) =>
      ours.has(resourceType(entry?.resource) ?? ''),
    )
  );
}

async function* read(documents: {
  all: AsyncIterable<Document>;
  notes: ReadNotes;
}): AsyncGenerator<readonly Arrival[]> {
  const { notes } = documents;
  let place = 0;
  for await (const document of documents.all) {
    const arrivals: Arrival[] = [];
    for (const resource of resourcesOf(document, notes)) {
      notes.countRow();
      const arrival = arrivalOf(resource, ++place, document, notes);
      if (arrival) arrivals.push(arrival);
    }
    yield arrivals;
  }
}

function resourcesOf({ name, place, content }: Document, notes: ReadNotes): unknown[] {
  if (resourceType(content) !== 'Bundle') return [content];
  const parsed = bundle.safeParse(content);
  if (!parsed.success) {
    const message = `${name} is not a FHIR bundle as the ODS directory sends it; fetch it again.`;
    notes.note({ row: place, column: null, code: 'invalid-bundle', message });
    notes.countRow();
    notes.countSetAside();
    return [];
  }
  const { meta, entry = [] } = parsed.data;
  if (meta?.lastUpdated) noteProduced(meta.lastUpdated, notes);
  // A hint about the search itself is no record.
  return entry.filter(({ search }) => search?.mode !== 'outcome').map((e) => e.resource);
}

function noteProduced(moment: string, notes: ReadNotes): void {
  try {
    notes.producedOn(londonDay(Temporal.Instant.from(moment)).toString());
  } catch {
    // Said in no way that can be read: the file is dated otherwise.
  }
}

function arrivalOf(
  resource: unknown,
  row: number,
  { name }: Document,
  notes: ReadNotes,
): Arrival | null {
  const setAside = (code: string, message: string): null => {
    notes.note({ row, column: null, code, message });
    notes.countSetAside();
    return null;
  };
  if (resourceType(resource) === 'OrganizationAffiliation') {
    const parsed = affiliation.safeParse(resource);
    if (parsed.success) return parentOf(parsed.data, row);
    return setAside('invalid-record', `Record ${row} in ${name} is not a whole affiliation.`);
  }
  const parsed = organization.safeParse(resource);
  if (!parsed.success)
    return setAside('invalid-record', `Record ${row} in ${name} is not a whole organisation.`);
  return (
    organisationOf(parsed.data, row) ??
    setAside('no-code', `Record ${row} in ${name} has no ODS code, or no name.`)
  );
}
