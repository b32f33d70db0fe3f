import { tidyText } from './tidy-text';

/** An address in parts; null for a part that there is not. */
export interface Address {
  address: string | null;
  town: string | null;
  county: string | null;
}

/** Counties as they stand at the end of addresses in CQC's files. */
const counties = new Set([
  'avon',
  'bedfordshire',
  'berkshire',
  'buckinghamshire',
  'cambridgeshire',
  'cheshire',
  'cleveland',
  'cornwall',
  'county durham',
  'cumbria',
  'derbyshire',
  'devon',
  'dorset',
  'east riding of yorkshire',
  'east sussex',
  'east yorkshire',
  'essex',
  'gloucestershire',
  'greater manchester',
  'hampshire',
  'herefordshire',
  'hertfordshire',
  'humberside',
  'isle of wight',
  'kent',
  'lancashire',
  'leicestershire',
  'lincolnshire',
  'merseyside',
  'middlesex',
  'norfolk',
  'north east lincolnshire',
  'north humberside',
  'north lincolnshire',
  'north somerset',
  'north yorkshire',
  'northamptonshire',
  'northumberland',
  'nottinghamshire',
  'oxfordshire',
  'rutland',
  'shropshire',
  'somerset',
  'south humberside',
  'south yorkshire',
  'staffordshire',
  'suffolk',
  'surrey',
  'tyne and wear',
  'warwickshire',
  'west midlands',
  'west sussex',
  'west yorkshire',
  'wiltshire',
  'worcestershire',
]);

/**
 * Takes an address apart that a file holds in one field: “28 Delaunays Road,Sale” or with line
 * breaks. A county at its end is known by its name, and what stands before it is the town; an
 * address of one part has none.
 */
export function splitAddress(text: string): Address {
  const parts = text
    .split(/,|\r?\n/)
    .map(tidyText)
    .filter((part) => part !== '');
  const county = counties.has(parts.at(-1)?.toLowerCase() ?? '') ? (parts.pop() ?? null) : null;
  const town = parts.length > 1 ? (parts.pop() ?? null) : null;
  return { address: joinAddress(parts) ?? null, town, county };
}

/** An address as a row gives it, in parts: all of them blank, or all set aside, when it is. */
export function partsOfAddress(
  address: Address | null | undefined,
): Address | Record<keyof Address, undefined> {
  if (address === undefined) return { address, town: address, county: address };
  return address ?? { address: null, town: null, county: null };
}

/**
 * The lines of an address before its town, in one; null when they are blank, undefined when all of
 * them were set aside.
 */
export function joinAddress(
  lines: readonly (string | null | undefined)[],
): string | null | undefined {
  if (lines.every((line) => line === undefined)) return undefined;
  return lines.filter((line) => line != null && line !== '').join(', ') || null;
}
