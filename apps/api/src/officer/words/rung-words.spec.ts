import { shippedPolicy } from '@app/domain';
import { callScript } from './call-scripts';
import { maskedEmail, maskedMobile } from './masked';
import { addresseeInWords, rungTitle } from './rung-words';

const rungs = Object.entries(shippedPolicy.ladders).flatMap(([clock, ladder]) =>
  ladder.map((step) => ({
    clock,
    rung: step.rung,
    act: step.act,
    to: step.to ?? null,
    letter: step.letter ?? null,
  })),
);

describe('words of a rung', () => {
  it.each(rungs)('$clock $rung has words of its own', (rung) => {
    const title = rungTitle(rung);
    const fallbacks = [/^Call about /, /^Noted: /, new RegExp(`: ${rung.letter}$`)];
    expect(fallbacks.filter((words) => words.test(title))).toEqual([]);
    if (rung.act === 'task')
      expect(callScript(`${rung.clock}/${rung.rung}`).guidance).not.toMatch(/^Look at the case/);
  });

  it('says for whom it is, and about whom', () => {
    expect(addresseeInWords('provider')).toBe('to the provider');
    expect(addresseeInWords('person', 'Jo Field')).toBe('to Jo Field');
    expect(addresseeInWords('officer', 'INC1')).toBe('for the officer, about INC1');
    expect(addresseeInWords(null, 'Jo Field')).toBe('about Jo Field');
    expect(addresseeInWords(null)).toBe('');
  });
});

describe('masks', () => {
  it('leave enough to tell two apart', () => {
    expect(maskedMobile('+447700900123')).toBe('ends in 123');
    expect(maskedEmail('jo.field@home.example')).toBe('j•••@home.example');
    expect(maskedEmail('nonsense')).toBe('•••');
  });
});
