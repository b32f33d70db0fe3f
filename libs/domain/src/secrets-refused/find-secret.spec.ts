import { heldOut } from '../../../../test/secrets-labelled/held-out';
import { tuned } from '../../../../test/secrets-labelled/tuned';
import { findSecret, maskSecrets } from './find-secret';

describe('findSecret', () => {
  it('says what to do, and repeats neither the text nor the value', () => {
    expect(findSecret('Rang Sam. The OTP is 48213377')).toEqual({
      kind: 'passcode',
      code: 'secret-refused',
      message:
        'Take out what looks like a passcode or PIN: we never need passcodes and PINs, and never keep them.',
    });
  });

  it('takes a lone code for one only where it is all of a note', () => {
    expect(findSecret('482133')).toBeNull();
    expect(findSecret('482133', { bare: true })?.kind).toBe('passcode');
  });

  it('finds one anywhere in a long text, also across the parts it is read in', () => {
    for (const before of [0, 3_790, 3_795, 3_990, 3_998, 12_345]) {
      const text = `${'a quiet day. '.repeat(2_000).slice(0, before)} passcode is 482133 and so on`;
      expect(findSecret(text)?.kind).toBe('passcode');
    }
  });

  it.each([
    ['code '.repeat(20_000)],
    ['password for the the the '.repeat(4_000)],
    ['contact id a b c d e f '.repeat(4_000)],
    ['1'.repeat(100_000)],
    ['one '.repeat(25_000)],
    ['passcode (('.repeat(10_000)],
    ['login '.repeat(20_000)],
    ['p.a.s.s.'.repeat(12_000)],
    [`code${' '.repeat(100_000)}`],
    [`passphrase is ${'a-'.repeat(50_000)}`],
  ])('takes no long time over a text made to be slow', (text) => {
    const began = performance.now();
    findSecret(text);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('maskSecrets', () => {
  it.each([
    ['The passcode is 482133, thank you', 'The passcode is [passcode removed], thank you'],
    ['ＯＴＰ：４８２１３３ came', 'ＯＴＰ：[passcode removed] came'],
    ['OTP 48\u200b2133.', 'OTP [passcode removed].'],
    ['Password: Rosebud7\nSam', 'Password: [password removed]\nSam'],
    ['her contact ID is 1-1234567', 'her contact ID is [contact id removed]'],
    ['otp 482133 and password Rosebud77', 'otp [passcode removed] and password [password removed]'],
    ['The passcode expired on 24 December', 'The passcode expired on 24 December'],
  ])('%p becomes %p', (text, masked) => {
    expect(maskSecrets(text).text).toBe(masked);
  });

  it('leaves nothing that would be found again, and all that is fine as it was', () => {
    for (const set of [tuned, heldOut]) {
      for (const text of Object.values(set.holding).flat()) {
        const masked = maskSecrets(text);
        expect([text, findSecret(masked.text)]).toEqual([text, null]);
      }
      for (const text of set.fine) expect(maskSecrets(text)).toEqual({ text, kinds: [] });
    }
  });
});
