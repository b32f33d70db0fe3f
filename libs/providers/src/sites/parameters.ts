import { asKey } from '../as-key';

/** The values of one statement, numbered as they are put in. */
export class Parameters {
  readonly values: unknown[] = [];

  /** @returns how the statement names the value: `$1` */
  add(value: unknown): string {
    this.values.push(typeof value === 'string' ? asKey(value) : value);
    return `$${this.values.length}`;
  }
}
