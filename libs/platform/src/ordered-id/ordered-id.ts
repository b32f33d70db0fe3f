import { createHash, randomInt } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';

/** So many bits tell what goes before what of one moment: a CQC location ID has twelve digits. */
const orderBits = 40n;
/** And so many what goes before what of one case. */
const markBits = 14n;
const randomBits = 20n;

/**
 * An id that lists may be ordered by (UUID version 7, RFC 9562): what was made earlier goes before what
 * was made later; of one moment, what has the lower `order`; of one case, what `mark` decides, the same
 * way each time. The rest is chance.
 * @param order 0 to 2^40 - 1
 * @param mark what tells things of one case and moment apart, such as their kind
 */
export function orderedId(now: Temporal.Instant, order: bigint, mark = ''): string {
  const { low, high } = halves(order);
  const value = [
    [4n, 7n],
    [12n, high],
    [2n, 2n],
    [28n, low],
    [markBits, BigInt(createHash('sha256').update(mark).digest().readUInt16BE(0)) >> 2n],
    [randomBits, BigInt(randomInt(2 ** Number(randomBits)))],
  ].reduce((all, [bits = 0n, part = 0n]) => (all << bits) | part, BigInt(now.epochMilliseconds));
  const hex = value.toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The order of a site among others: its CQC location ID read as a number, whatever else stands in it. */
export const orderOfSite = (locationId: string): bigint =>
  BigInt(`0${locationId.replace(/^\D*1-/, '').replace(/\D/g, '')}`) & allOnes(orderBits);

/** The order that the id of a case was made with; of an id not made here, any. */
export function orderOfCase(caseId: string): bigint {
  const value = BigInt(`0x0${caseId.replace(/[^0-9a-f]/g, '')}`);
  const high = (value >> 64n) & allOnes(12n);
  const low = (value >> (markBits + randomBits)) & allOnes(28n);
  return (high << 28n) | low;
}

const halves = (order: bigint): { low: bigint; high: bigint } => ({
  low: order & allOnes(28n),
  high: (order & allOnes(orderBits)) >> 28n,
});

const allOnes = (bits: bigint): bigint => (1n << bits) - 1n;
