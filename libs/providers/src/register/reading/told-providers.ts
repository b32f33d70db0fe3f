import { createHash } from 'node:crypto';
import { alone } from '../values/alone';
import type { Arrival } from './arrival';

/** Longer texts are remembered by a hash of them. */
const longestMark = 100;

const hash = (text: string): string => createHash('sha1').update(text).digest('base64');

/**
 * Remembers what a file has told of each provider, so that a provider of many locations arrives
 * once. When a later row tells something else, that arrives too, and the two are settled like any
 * other repeat.
 */
export class ToldProviders {
  private readonly told = new Map<string, string>();

  /** @returns the arrival, or null when the same was told before */
  tell(
    providerId: string,
    row: number,
    values: Arrival<'provider'>['values'],
  ): Arrival<'provider'> | null {
    const text = JSON.stringify(values);
    const before = this.told.get(providerId);
    if (before === text) return null;
    const mark = text.length <= longestMark ? alone(text) : hash(text);
    if (before === mark) return null;
    this.told.set(before === undefined ? alone(providerId) : providerId, mark);
    return { subject: 'provider', row, key: { provider_id: providerId }, values, mayCreate: true };
  }
}
