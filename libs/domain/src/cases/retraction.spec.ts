import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { DomainError } from '../errors';
import { followUpFired } from '../facts/fact-types';
import { shippedPolicy } from '../policy';
import { fold, standing } from './evolve';
import { admit } from './transitions';

const now = Temporal.Instant.from('2026-11-20T12:00:00Z');
const at = '2026-11-20T10:00:00Z';

/** Retracts the fact with this id after these; the code of the refusal, or null. */
function refusal(given: a.GivenFact[], id: string): string | null {
  const [retraction] = a.factsOf(a.retracted(at, id));
  try {
    admit(a.factsOf(...given), { ...retraction!, id: 'next' }, now, shippedPolicy);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const ids = (...given: a.GivenFact[]): string[] => standing(a.factsOf(...given)).map((f) => f.id);

describe('what still stands', () => {
  const request = a.requested('2026-11-02');

  it('a retracted fact does not, its retraction does', () => {
    expect(ids(request, a.received('2026-11-09'), a.retracted(at, 'fact-1'))).toEqual([
      'fact-0',
      'fact-2',
    ]);
  });

  it('a retracted retraction brings the fact back', () => {
    const given = [request, a.retracted(at, 'fact-0'), a.retracted(at, 'fact-1')];
    expect(ids(...given)).toEqual(['fact-0', 'fact-2']);
    expect(fold(a.factsOf(...given)).passcodes).toHaveLength(1);
  });

  it('and once more takes it away again', () => {
    const given = [
      request,
      a.retracted(at, 'fact-0'),
      a.retracted(at, 'fact-1'),
      a.retracted(at, 'fact-2'),
    ];
    expect(ids(...given)).toEqual(['fact-1', 'fact-3']);
    expect(fold(a.factsOf(...given)).passcodes).toEqual([]);
  });

  it('without the fact the state is as if it had never been recorded', () => {
    const kept = [a.caseOpened('2026-11-01'), request];
    const wrong = [a.submitted('2026-11-03T10:00:00Z'), a.retracted(at, 'fact-2')];
    expect(fold(a.factsOf(...kept, ...wrong))).toEqual(fold(a.factsOf(...kept)));
  });
});

describe('which fact may be retracted', () => {
  const opened = a.caseOpened('2026-11-01');
  const request = a.requested('2026-11-02');

  it('a fact nothing depends on', () => {
    expect(refusal([opened, request], 'fact-1')).toBeNull();
  });

  it('not one the case does not have', () => {
    expect(refusal([opened], 'fact-9')).toBe('no-such-fact');
  });

  it('not one retracted already', () => {
    expect(refusal([opened, request, a.retracted(at, 'fact-1')], 'fact-1')).toBe(
      'already-retracted',
    );
  });

  it('not the opening of the case', () => {
    expect(refusal([opened, request], 'fact-0')).toBe('cannot-be-retracted');
  });

  it('not what the machine did', () => {
    const fired = {
      ...a.factsOf(opened)[0]!,
      id: 'fired-1',
      type: followUpFired,
      details: { clock: 'otp-validity', rung: 'expired', anchorFact: 'fact-1' },
    } as const;
    const [retraction] = a.factsOf(a.retracted(at, 'fired-1'));
    expect(() => admit([fired], { ...retraction!, id: 'next' }, now, shippedPolicy)).toThrow(
      expect.objectContaining({ code: 'cannot-be-retracted' }),
    );
  });

  it.each([
    ['a request whose code arrived', [request, a.received('2026-11-09')], 'fact-0'],
    ['a request whose issue date is known', [request, a.issued('2026-11-03')], 'fact-0'],
    ['a request whose code was used', [request, a.used('2026-11-09T10:00:00Z')], 'fact-0'],
    [
      'a submission that was answered',
      [a.submitted('2026-11-09T10:00:00Z'), a.replied('2026-11-10T10:00:00Z')],
      'fact-0',
    ],
    [
      'a closure followed by a reopening',
      [a.closed('2026-11-09T10:00:00Z'), a.reopened('2026-11-10T10:00:00Z')],
      'fact-0',
    ],
    [
      'a reply between two submissions',
      [
        a.submitted('2026-11-09T10:00:00Z'),
        a.replied('2026-11-10T10:00:00Z', 'rejected'),
        a.submitted('2026-11-11T10:00:00Z'),
      ],
      'fact-1',
    ],
    [
      'a reopening the case went on from',
      [a.closed('2026-11-09T10:00:00Z'), a.reopened('2026-11-10T10:00:00Z'), request],
      'fact-1',
    ],
  ])('not %s', (_, given, id) => {
    expect(refusal(given, id)).toBe('retraction-contradicts');
  });

  it('the later fact first, then the one it stood on', () => {
    const given = [request, a.received('2026-11-09'), a.retracted(at, 'fact-1')];
    expect(refusal(given, 'fact-0')).toBeNull();
  });

  it('a retraction whose fact would now contradict what was recorded since', () => {
    const given = [
      a.submitted('2026-11-09T10:00:00Z'),
      a.retracted(at, 'fact-0'),
      a.submitted('2026-11-10T10:00:00Z'),
    ];
    expect(refusal(given, 'fact-1')).toBe('retraction-contradicts');
  });

  it('the last reopening, which closes the case again', () => {
    const given = [a.closed('2026-11-09T10:00:00Z'), a.reopened('2026-11-10T10:00:00Z')];
    expect(refusal(given, 'fact-1')).toBeNull();
    const after = [...given, a.retracted(at, 'fact-1')];
    expect(fold(a.factsOf(...after)).closed).not.toBeNull();
  });

  it('a fact that was let through by an override', () => {
    const given = [
      a.submitted('2026-11-09T10:00:00Z'),
      { ...a.submitted('2026-11-10T10:00:00Z'), override: 'lost' },
      note(),
    ];
    expect(refusal(given, 'fact-2')).toBeNull();
    expect(refusal(given, 'fact-1')).toBeNull();
  });
});

const note = (): a.GivenFact => a.note('2026-11-11T10:00:00Z');
