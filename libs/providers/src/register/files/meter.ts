/** How far the reading is, and that it still gets somewhere. */
export class Meter {
  private done = 0;
  private all = 0;

  /** @param say is told of how many bytes how many have been read */
  constructor(private readonly say: (doneBytes: number, allBytes: number) => void) {}

  /** Begins to read something of so many bytes, maybe once more. */
  begin(allBytes: number): void {
    this.done = 0;
    this.all = allBytes;
  }

  add(bytes: number): void {
    this.done = Math.min(this.done + bytes, this.all);
  }

  /** To be called when something was achieved: a row or record was found, not only bytes passed over. */
  achieved(): void {
    this.say(this.done, this.all);
  }
}
