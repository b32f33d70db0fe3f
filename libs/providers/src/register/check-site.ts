import {
  checkLocationId,
  checkPostcode,
  checkProviderId,
  checkSiteOdsCode,
  type IdentifierCheck,
  isNhsRunLocation,
  isNhsTrust,
} from '@app/domain';
import { type SteadyValues, steadyColumns } from './arriving-site';
import { checkPlainText, clean, expectValue, type RowNotes } from './row-notes';
import { isSocialCare } from './scope';

type SteadyTexts = Record<keyof SteadyValues, string>;

const neededColumns = [
  'location_id',
  'name',
  'location_type',
  'provider_id',
  'provider_name',
] as const;

/** The dash stands for a blank in the brand columns. */
const orNull = (text: string): string | null => (text === '' || text === '-' ? null : text);

/**
 * Checks what one row says about its site, all but the rating. Without a usable name and ids the row
 * is left out; another value that cannot be right is put aside and the rest of the row is used.
 * @returns null when the row is left out; `notes` says why
 */
export function checkSite(raw: Readonly<SteadyTexts>, notes: RowNotes): SteadyValues | null {
  const row = {} as SteadyTexts;
  for (const column of steadyColumns) {
    row[column] = clean(raw[column]);
    checkPlainText(column, row[column], notes);
  }
  for (const column of neededColumns) expectValue(column, row[column], notes);
  if (!notes.usable) return null;

  const location_id = neededId('location_id', checkLocationId(row.location_id), notes);
  const provider_id = neededId('provider_id', checkProviderId(row.provider_id), notes);
  if (notes.usable) checkIdsTogether(location_id, provider_id, notes);
  const care_home = row.care_home.toUpperCase();
  if (care_home !== 'Y' && care_home !== 'N') {
    notes.leaveOut('care_home', 'invalid-care-home', 'This must be Y for a care home, else N.');
    return null;
  }
  if (!notes.usable) return null;
  return {
    location_id,
    provider_id,
    provider_name: row.provider_name,
    name: row.name,
    care_home,
    location_type: row.location_type,
    brand: orNull(row.brand.replace(/^BRAND /, '')),
    // GP practices, dentists and hospitals have ODS codes of other forms, which are theirs to use.
    ods_code: isSocialCare(location_id, row.location_type)
      ? optionalCode('ods_code', row.ods_code, checkSiteOdsCode, notes)
      : orNull(row.ods_code.toUpperCase()),
    category: orNull(row.category),
    street: orNull(row.street),
    line_2: orNull(row.line_2),
    town: orNull(row.town),
    postcode: optionalCode('postcode', row.postcode, checkPostcode, notes),
    local_authority: orNull(row.local_authority),
    region: orNull(row.region),
    cqc_url: cqcPage(row.cqc_url, notes),
  };
}

function neededId(
  column: 'location_id' | 'provider_id',
  found: IdentifierCheck,
  notes: RowNotes,
): string {
  if (found.verdict === 'block') notes.leaveOut(column, found.code, found.message);
  if (found.verdict === 'warn') notes.warn(column, found.code, found.message);
  return found.value;
}

function checkIdsTogether(locationId: string, providerId: string, notes: RowNotes): void {
  if (locationId === providerId)
    notes.leaveOut(
      'location_id',
      'same-id',
      `${locationId} stands as location and as provider; look the location’s own ID up at CQC.`,
    );
  // Any five letters would pass as an ODS code; CQC gives them only to services of NHS trusts.
  if (isNhsRunLocation(locationId) && !isNhsTrust(providerId))
    notes.leaveOut(
      'location_id',
      'invalid-location-id',
      `“${locationId}” is not a CQC location ID; it should look like 1-123456789.`,
    );
}

/** An identifier that a site may lack. */
function optionalCode(
  column: 'ods_code' | 'postcode',
  text: string,
  check: (text: string) => IdentifierCheck,
  notes: RowNotes,
): string | null {
  if (orNull(text) === null) return null;
  const found = check(text);
  if (found.verdict === 'warn') notes.warn(column, found.code, found.message);
  if (found.verdict !== 'block') return found.value;
  notes.putAside(column, found.code, found.message);
  return null;
}

/** Pages show it as a link, so it may lead nowhere else. */
function cqcPage(text: string, notes: RowNotes): string | null {
  if (text === '' || /^https?:\/\/(?:www\.)?cqc\.org\.uk\/[^\s"<>]*$/.test(text))
    return orNull(text);
  notes.putAside('cqc_url', 'invalid-url', 'This is not a page of www.cqc.org.uk.');
  return null;
}
