import {
  type CaseOfMessage,
  type IncomingMessage,
  type LetterRecipient,
  type PlaceOfMessage,
  whatFollows,
} from './what-follows';

const one = (
  caseId: string,
  recipients: LetterRecipient[] = ['provider'],
  open = true,
): CaseOfMessage => ({ caseId, open, recipients, left: false });

const placed = (cases: CaseOfMessage[], changes: Partial<PlaceOfMessage> = {}): PlaceOfMessage => ({
  letterId: 'l1',
  cases,
  sure: true,
  fromAddressee: true,
  ...changes,
});

const message = (changes: Partial<IncomingMessage>): IncomingMessage => ({
  kind: 'human',
  stop: false,
  saysMore: true,
  blank: false,
  floods: false,
  ours: false,
  permanent: false,
  aboutLetterAddress: false,
  namesLetter: true,
  returns: false,
  place: placed([one('a')]),
  ...changes,
});

const several = placed([one('a'), one('b', ['provider', 'person:p2'])], { sure: false });

describe('an answer of a person', () => {
  it('to a letter about one case is a reply, and a task to read it', () => {
    expect(whatFollows(message({}))).toMatchObject({
      status: 'filed',
      fileTo: ['a'],
      facts: [{ caseId: 'a', type: 'provider-replied' }],
      task: { kind: 'mail/answer', caseId: 'a' },
    });
  });

  it('to a letter for a person is no reply of the provider', () => {
    const place = placed([one('a', ['person:p1'])]);
    expect(whatFollows(message({ place }))).toMatchObject({
      status: 'filed',
      facts: [],
      task: { kind: 'mail/answer', caseId: 'a' },
    });
  });

  it('from somebody known at one case counts without a letter', () => {
    const place = placed([one('a', [])], { letterId: null, fromAddressee: false });
    expect(whatFollows(message({ place })).facts).toEqual([
      { caseId: 'a', type: 'provider-replied' },
    ]);
  });

  it.each([
    ['that nobody can place', null],
    ['to a letter about several cases', several],
    ['that speaks of another home', placed([one('a')], { sure: false })],
    ['on a closed case', placed([one('a', ['provider'], false)])],
  ])('%s goes to the tray and changes nothing', (_, place) => {
    expect(whatFollows(message({ place }))).toMatchObject({
      status: 'tray',
      facts: [],
      task: null,
    });
  });

  it.each([
    ['without a word', { blank: true }],
    ['from an address that floods us', { floods: true }],
    ['written by an officer of ours', { ours: true, place: placed([one('a')], { sure: false }) }],
    ['that only says thanks', { kind: 'thanks' as const }],
  ])('%s is filed and changes nothing', (_, changes) => {
    expect(whatFollows(message(changes))).toMatchObject({
      status: 'filed',
      fileTo: ['a'],
      facts: [],
      task: null,
    });
  });

  it('says STOP for every open case of the letter, and for whom the letter was', () => {
    const cases = [...several.cases, one('c', ['provider'], false)];
    const follows = whatFollows(
      message({ stop: true, saysMore: false, place: placed(cases, { sure: false }) }),
    );
    expect(follows.status).toBe('filed');
    expect(follows.facts).toEqual([
      { caseId: 'a', type: 'opted-out' },
      { caseId: 'b', type: 'opted-out' },
      { caseId: 'b', type: 'person-opted-out', person: 'p2' },
    ]);
    expect(follows.task).toBeNull();
  });

  it('says STOP where somebody else is written to by now: only their own homes are stopped', () => {
    const cases = [{ ...one('a'), left: true }, one('b')];
    const stop = { stop: true, saysMore: false };
    expect(whatFollows(message({ ...stop, place: placed(cases, { sure: false }) }))).toMatchObject({
      fileTo: ['b'],
      facts: [{ caseId: 'b', type: 'opted-out' }],
    });
    const place = placed([{ ...one('a'), left: true }], { sure: false });
    expect(whatFollows(message({ ...stop, place }))).toMatchObject({ status: 'tray', facts: [] });
  });

  it('says STOP and more: both are heard', () => {
    expect(whatFollows(message({ stop: true }))).toMatchObject({
      status: 'filed',
      facts: [
        { caseId: 'a', type: 'provider-replied' },
        { caseId: 'a', type: 'opted-out' },
      ],
      task: { kind: 'mail/answer', caseId: 'a' },
    });
    expect(whatFollows(message({ stop: true, place: several })).status).toBe('tray');
  });

  it('says STOP in a stranger’s mail: somebody must look first', () => {
    const place = placed([one('a')], { sure: false, fromAddressee: false });
    expect(whatFollows(message({ stop: true, saysMore: false, place }))).toMatchObject({
      status: 'tray',
      facts: [],
    });
  });

  it('only says thanks for a letter about several homes: filed to all of them', () => {
    const thanks = { kind: 'thanks', place: several } as const;
    expect(whatFollows(message(thanks))).toMatchObject({ status: 'filed', fileTo: ['a', 'b'] });
    const stranger = { ...several, fromAddressee: false };
    expect(whatFollows(message({ ...thanks, place: stranger })).status).toBe('tray');
  });

  it('that says STOP to no letter of ours is for somebody to read', () => {
    const place = placed([one('a', [])], { letterId: null, fromAddressee: false });
    expect(whatFollows(message({ stop: true, place })).task).toEqual({
      kind: 'mail/answer',
      caseId: 'a',
    });
    expect(whatFollows(message({ stop: true, ours: true })).facts).toEqual([]);
  });
});

describe('mail from machines', () => {
  const machines = [
    'out-of-office',
    'delivery-failure',
    'delivery-delay',
    'delivery-success',
    'read-receipt',
    'list',
    'other-machine',
  ] as const;
  const places = [
    null,
    several,
    placed([one('a')]),
    placed([one('a', [])], { letterId: null, fromAddressee: false }),
  ];

  it('never counts as progress, whatever it says', () => {
    for (const kind of machines)
      for (const place of places)
        for (const yes of [true, false]) {
          const follows = whatFollows(
            message({
              kind,
              place,
              stop: yes,
              permanent: yes,
              aboutLetterAddress: yes,
              returns: yes,
            }),
          );
          expect(follows.facts).toEqual([]);
          expect(follows.task?.kind).not.toBe('mail/answer');
        }
  });

  it('says that a reader is away only with a day, and where it belongs', () => {
    expect(whatFollows(message({ kind: 'out-of-office', returns: true })).away).toBe(true);
    expect(whatFollows(message({ kind: 'out-of-office' })).away).toBe(false);
    expect(whatFollows(message({ kind: 'out-of-office', returns: true, place: null })).away).toBe(
      false,
    );
  });

  it('tells of a letter that came back: silence for a dead address, a call in any case', () => {
    const failure = { kind: 'delivery-failure', aboutLetterAddress: true } as const;
    expect(whatFollows(message({ ...failure, permanent: true }))).toMatchObject({
      status: 'machine',
      bounced: true,
      silence: true,
      task: { kind: 'mail/bounced', caseId: 'a' },
    });
    expect(whatFollows(message(failure))).toMatchObject({ bounced: true, silence: false });
    for (const doubt of [{ aboutLetterAddress: false }, { namesLetter: false }])
      expect(whatFollows(message({ ...failure, permanent: true, ...doubt }))).toMatchObject({
        bounced: true,
        silence: false,
        task: { kind: 'mail/bounced' },
      });
  });

  it('raises the call once, at the first open case of a letter about several', () => {
    const place = placed([one('a', ['provider'], false), one('b'), one('c')]);
    const follows = whatFollows(
      message({ kind: 'delivery-failure', permanent: true, aboutLetterAddress: true, place }),
    );
    expect(follows.task).toEqual({ kind: 'mail/bounced', caseId: 'b' });
    expect(follows.fileTo).toEqual(['a', 'b', 'c']);
  });

  it('shows a bounce of a closed case in the tray, and silences all the same', () => {
    const place = placed([one('a', ['provider'], false)]);
    expect(
      whatFollows(
        message({ kind: 'delivery-failure', permanent: true, aboutLetterAddress: true, place }),
      ),
    ).toMatchObject({ status: 'tray', task: null, silence: true, bounced: true });
  });

  it('does nothing about a report on mail that was not ours', () => {
    const follows = whatFollows(
      message({ kind: 'delivery-failure', permanent: true, place: null }),
    );
    expect(follows).toMatchObject({
      status: 'machine',
      bounced: false,
      silence: false,
      task: null,
    });
  });

  it('only notes a delay', () => {
    expect(whatFollows(message({ kind: 'delivery-delay', permanent: true }))).toMatchObject({
      status: 'machine',
      fileTo: ['a'],
      bounced: false,
      silence: false,
      task: null,
    });
  });
});
