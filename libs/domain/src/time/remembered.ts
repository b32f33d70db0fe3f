/** As many answers are kept at once; then all are forgotten and worked out anew. */
const most = 5000;

/**
 * Answers that never change and are asked for again and again, such as what day it is in London at
 * nine o'clock of this day and that: asking the calendar each time costs more than the rest of a list.
 */
export class Remembered<Key extends string | number | bigint, Value> {
  private readonly values = new Map<Key, Value>();

  /** @param make works it out; what it returns must be the same each time, and nobody may change it */
  of(key: Key, make: () => Value): Value {
    let value = this.values.get(key);
    if (value === undefined) {
      value = make();
      if (this.values.size >= most) this.values.clear();
      this.values.set(key, value);
    }
    return value;
  }
}
