/** Lets so many do something at once; the others wait, the first come first. */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // A place goes from hand to hand, so that nobody who comes just then slips in between.
      if (next) next();
      else this.free += 1;
    }
  }
}
