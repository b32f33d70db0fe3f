import { type BadInput, shippedPolicy } from '@app/domain';
import { ladderWith } from '../../../../test/builders/policies';
import { readDraft } from './draft-input';

const inForce = {
  policy: shippedPolicy,
  bankHolidays: [
    { date: '2026-12-25', title: 'Christmas Day' },
    { date: '2027-01-01', title: 'New Year’s Day' },
  ],
};

describe('a draft', () => {
  it('keeps what is not named', () => {
    const { policy, bankHolidays } = readDraft(
      {
        reason: 'x',
        change: { ladders: { ticket: ladderWith('ticket', 'working-day-2', { workingDays: 1 }) } },
      },
      inForce,
    );
    expect({
      ...policy,
      ladders: { ...policy.ladders, ticket: shippedPolicy.ladders.ticket },
    }).toEqual(shippedPolicy);
    expect(policy.ladders.ticket[0]).toMatchObject({ workingDays: 1 });
    expect(bankHolidays).toEqual(inForce.bankHolidays);
  });

  it('takes days in and out, and keeps them in order', () => {
    const { bankHolidays } = readDraft(
      {
        reason: 'x',
        addBankHolidays: [{ date: '2026-12-28', title: ' Boxing Day ' }],
        removeBankHolidays: ['2027-01-01'],
      },
      inForce,
    );
    expect(bankHolidays).toEqual([
      { date: '2026-12-25', title: 'Christmas Day' },
      { date: '2026-12-28', title: 'Boxing Day' },
    ]);
  });
});

describe('a draft that cannot be taken', () => {
  const pointers = (input: object): string[] => {
    try {
      readDraft({ reason: 'x', ...input }, inForce);
      return [];
    } catch (error) {
      return (error as BadInput).problems.map((p) => p.pointer);
    }
  };

  it.each<[string, object, string[]]>([
    ['without a reason', { reason: ' ' }, ['/reason']],
    ['with a field nobody knows', { colour: 'red' }, ['/colour']],
    ['of both kinds', { document: shippedPolicy, change: {} }, ['/change']],
    [
      'with hours that end before they begin',
      { change: { sendingHours: { from: 12, to: 9 } } },
      ['/change/sendingHours'],
    ],
    [
      'with several faults',
      { change: { passcodeGoodForDays: 0, sendingHours: { from: 'x', to: 17 } } },
      ['/change/sendingHours/from', '/change/passcodeGoodForDays'],
    ],
    [
      'with a letter nobody has written',
      {
        change: {
          ladders: { 'otp-arrival': ladderWith('otp-arrival', 'day-5', { letter: 'hi' }) },
        },
      },
      ['/change/ladders/otp-arrival/0/letter'],
    ],
    [
      'that writes to a person where there is none',
      {
        document: {
          ...shippedPolicy,
          ladders: {
            ...shippedPolicy.ladders,
            'otp-arrival': ladderWith('otp-arrival', 'day-7', { to: 'person' }),
          },
        },
      },
      ['/document/ladders/otp-arrival/1/to'],
    ],
    [
      'that would not note the end of a passcode',
      {
        change: {
          ladders: {
            'otp-validity': shippedPolicy.ladders['otp-validity'].filter((r) => r.act !== 'record'),
          },
        },
      },
      ['/change/ladders/otp-validity'],
    ],
    [
      'with days that are none, or there already',
      { addBankHolidays: [{ date: '2026-02-30', title: 'x' }] },
      ['/addBankHolidays/0/date'],
    ],
    [
      'with a holiday that is there already',
      { addBankHolidays: [{ date: '2026-12-25', title: 'Christmas again' }] },
      ['/addBankHolidays/0/date'],
    ],
    [
      'without one that is not there',
      { removeBankHolidays: ['2026-12-24'] },
      ['/removeBankHolidays/0'],
    ],
  ])('is refused: %s', (_, input, expected) => {
    expect(pointers(input)).toEqual(expected);
  });
});
