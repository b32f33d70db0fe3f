import { mostTries, whatNext } from './what-next';

const answered = (status: number, retryAfter: string | null = null) =>
  ({ kind: 'answered', status, retryAfter }) as const;

describe('what follows an answer of a service', () => {
  it.each([200, 304])('%i is taken', (status) => {
    expect(whatNext(answered(status), 1, 0)).toEqual({ do: 'take' });
  });

  it.each([400, 401, 403, 404, 410, 418, 204, 302])('%i is not asked for again', (status) => {
    expect(whatNext(answered(status), 1, 0).do).toBe('give-up');
  });

  it.each([408, 429, 500, 502, 503, 504])('%i is asked for again, later each time', (status) => {
    const waits = [1, 2, 3, 4].map((tries) => {
      const next = whatNext(answered(status), tries, 1);
      return next.do === 'again' ? next.inMs : 0;
    });
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(whatNext(answered(status), mostTries, 1)).toMatchObject({ do: 'give-up' });
  });

  it('waits as long as it was asked to, if that is not too long', () => {
    expect(whatNext(answered(429, '30'), 1, 0)).toEqual({ do: 'again', inMs: 30_000 });
    expect(whatNext(answered(429, '3600'), 1, 0)).toEqual({
      do: 'give-up',
      why: 'it asked us to come less often (429) and asked us to wait',
    });
  });

  it('does not trust a wait that is no number of seconds', () => {
    expect(whatNext(answered(503, '-5'), 1, 1)).toEqual({ do: 'again', inMs: 1000 });
  });

  it.each(['no-connection', 'too-slow', 'broken-off'] as const)('%s is tried again', (kind) => {
    expect(whatNext({ kind }, 1, 0)).toEqual({ do: 'again', inMs: 500 });
    expect(whatNext({ kind }, mostTries, 0)).toMatchObject({ do: 'give-up' });
  });
});
