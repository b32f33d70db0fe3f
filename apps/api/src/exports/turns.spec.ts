import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from './turns';

/** Work that ends when it is told to, and notes when it began. */
class Work {
  readonly begun: string[] = [];
  private readonly ends = new Map<string, (error?: Error) => void>();

  constructor(private readonly turns: Turns) {}

  begin(name: string): Promise<string> {
    return this.turns.take(
      () =>
        new Promise((resolve, reject) => {
          this.begun.push(name);
          this.ends.set(name, (error) => (error ? reject(error) : resolve(name)));
        }),
    );
  }

  end(name: string, error?: Error): void {
    this.ends.get(name)?.(error);
  }
}

describe('turns', () => {
  it('are taken by so many at once, the first come first, and given on by whoever ends', async () => {
    const work = new Work(new Turns(2));
    const all = ['a', 'b', 'c', 'd'].map((name) => work.begin(name));
    await nextTurn();
    expect(work.begun).toEqual(['a', 'b']);
    work.end('b');
    expect(await all[1]).toBe('b');
    await nextTurn();
    expect(work.begun).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'c']) work.end(name);
    await nextTurn();
    work.end('d');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
    void work.begin('e');
    void work.begin('f');
    void work.begin('g');
    await nextTurn();
    expect(work.begun.slice(4)).toEqual(['e', 'f']);
  });

  it('are given on by work that fails', async () => {
    const work = new Work(new Turns(1));
    const [first, second] = [work.begin('a'), work.begin('b')];
    await nextTurn();
    work.end('a', new Error('no room'));
    await expect(first).rejects.toThrow('no room');
    await nextTurn();
    work.end('b');
    expect(await second).toBe('b');
  });
});
