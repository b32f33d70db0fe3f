import { type FactType, factTypes, readFact } from '@app/domain';
import { factExamples } from './fact-examples';

describe('factExamples', () => {
  it.each(Object.keys(factTypes) as FactType[])('%s can be posted as it stands', (type) => {
    const example = { type, ...factExamples[type] };
    expect(readFact(example, 'id').type).toBe(type);
  });

  it('fills every field a fact has, but for the reason of a rule set aside', () => {
    const left = Object.entries(factTypes).flatMap(([type, { fields, moment }]) => {
      const given = Object.keys(factExamples[type as FactType]);
      return [moment, ...Object.keys(fields.shape)].filter((name) => !given.includes(name));
    });
    expect(left).toEqual([]);
  });
});
