import { policySchema, shippedPolicy } from '@app/domain';
import { atTheirNumbers, numbersOf, type RuleNumber, withNumbers } from './policy-numbers';

const groups = numbersOf(shippedPolicy);
const numbers = groups.flatMap((group) => group.numbers);

const numberOf = (path: string): RuleNumber => {
  const found = numbers.find((one) => one.path.join('/') === path);
  if (!found) throw new Error(`No box asks for ${path}.`);
  return found;
};

/** Every number that stands in the rules. */
const countNumbers = (value: unknown): number =>
  typeof value === 'number'
    ? 1
    : typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, one) => sum + countNumbers(one), 0)
      : 0;

describe('the numbers of the rules', () => {
  it('are all there, each in a box of its own with words and a unit', () => {
    expect(numbers).toHaveLength(countNumbers(shippedPolicy));
    expect(new Set(numbers.map(({ id }) => id)).size).toBe(numbers.length);
    const plain = numbers.filter(({ label, unit, path }) => !unit || label === path.at(-1));
    expect(plain.map(({ path }) => path.join('/'))).toEqual([]);
  });

  it('come back into the rules where they stood, and nothing else changes', () => {
    const until = numberOf('sendingHours/to');
    const third = numbers.find(({ path }) => path[0] === 'ladders');
    const read = withNumbers(shippedPolicy, { [until.id]: '18', [third?.id ?? '']: '9' });
    if (!('document' in read)) throw new Error('They were refused.');
    const policy = policySchema.parse(read.document);
    const changed = numbersOf(policy)
      .flatMap((group) => group.numbers)
      .filter(({ value }, n) => value !== numbers[n]?.value);
    expect(changed).toEqual([
      { ...until, value: 18 },
      { ...third, value: 9 },
    ]);
    expect(shippedPolicy.sendingHours.to).toBe(until.value);
  });

  it.each(['', 'eight', '-1', '1.5', '1e3', '123456'])(
    'are refused as %j, at their box',
    (typed) => {
      const { id, label } = numberOf('parkedForDays');
      expect(withNumbers(shippedPolicy, { [id]: typed })).toEqual({
        problems: [{ field: id, message: `${label}: give a whole number` }],
      });
    },
  );

  it('have what the rules find wrong with them told at their box', () => {
    const message = 'Too big';
    const found = [
      { field: '/document/sendingHours/to', message },
      { field: '/document/ladders/ticket', message },
    ];
    expect(atTheirNumbers(found, groups).map(({ field }) => field)).toEqual([
      numberOf('sendingHours/to').id,
      '/document/ladders/ticket',
    ]);
  });
});
