import * as a from '../../../../test/builders/facts';
import { Refused } from '../errors';
import { findSecret } from '../secrets-refused';
import { refuseSecrets } from './secrets';

describe('texts that hold what must never be kept', () => {
  it.each([
    ['The OTP is 48213377', 'passcode'],
    ['one-time passcode: AB12-CD34', 'passcode'],
    ['passcode=9931', 'passcode'],
    ['her password was Summer2026', 'password'],
    ['PIN 4821', 'passcode'],
    ['security code 77120', 'passcode'],
    ['it says CON1-1234567 on the letter', 'contact-id'],
    ["the manager's ID is 1-1234567", 'contact-id'],
    ['contact ID 1-1234567', 'contact-id'],
  ])('"%s": %s', (text, kind) => {
    expect(findSecret(text)?.kind).toBe(kind);
  });

  it.each([
    ['The passcode arrived on 3 November 2026'],
    ['passcode expected by the 31st'],
    ['OTP 2026 request posted'],
    ['They forgot the password and will ring the helpdesk'],
    ['Location 1-123456789, call 01522 555123'],
    ['Passcode letter not there yet, second post tomorrow'],
    [''],
  ])('"%s" is fine', (text) => {
    expect(findSecret(text)).toBeNull();
  });

  it.each<[string, a.GivenFact]>([
    ['a note', a.note('2026-11-02T10:00:00Z', 'OTP is 48213377')],
    ['a reason for closing', a.closed('2026-11-02T10:00:00Z', 'OTP is 48213377')],
    ['an override', { ...a.agreed('2026-11-02'), override: 'OTP is 48213377' }],
  ])('%s that carries one is refused, without repeating it', (_, given) => {
    const [fact] = a.factsOf(given);
    expect(() => refuseSecrets(fact!)).toThrow(Refused);
    expect(() => refuseSecrets(fact!)).toThrow(expect.objectContaining({ code: 'secret-refused' }));
    expect(() => refuseSecrets(fact!)).not.toThrow(/48213377/);
  });

  it('an ordinary fact passes', () => {
    for (const fact of a.factsOf(a.agreed('2026-11-02'), a.note('2026-11-02T10:00:00Z')))
      expect(() => refuseSecrets(fact)).not.toThrow();
  });
});
