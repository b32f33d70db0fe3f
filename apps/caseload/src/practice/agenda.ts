import type { Minute } from './town-time';

/** Something that will happen at a home, unless its day comes too late. */
export interface Happening<Name extends string = string, With = unknown> {
  at: Minute;
  name: Name;
  with: With;
}

/** What is to happen at one home, in order of time; at one minute in the order it was entered. */
export class Agenda<H extends Happening = Happening> {
  private readonly entries: H[] = [];

  /** When the first entry is up; Infinity when there is none. */
  get next(): Minute {
    return this.entries[0]?.at ?? Infinity;
  }

  enter(happening: H): void {
    let place = this.entries.length;
    while (place > 0 && (this.entries[place - 1] as H).at > happening.at) place--;
    this.entries.splice(place, 0, happening);
  }

  /** Takes out the first entry up to `moment`, itself included. */
  take(moment: Minute): H | undefined {
    return this.next <= moment ? this.entries.shift() : undefined;
  }

  /** Whether something of this name is still to come. */
  has(name: string): boolean {
    return this.entries.some((entry) => entry.name === name);
  }
}
