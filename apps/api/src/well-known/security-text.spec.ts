import { Temporal } from 'temporal-polyfill';
import { securityText } from './security-text';

const now = Temporal.Instant.from('2026-11-24T10:00:00.123Z');
const config = {
  publicUrl: 'https://caseload.example.org',
  mailFrom: 'Caseload <caseload@association.example>',
};
const linesOf = (text: string) =>
  new Map(text.split('\n').map((line) => [line.split(': ')[0], line.split(': ')[1]]));

describe('security.txt', () => {
  it('has each field of RFC 9116 that must be there once', () => {
    expect(securityText(config, now).split('\n')).toEqual([
      'Contact: mailto:caseload@association.example',
      'Expires: 2027-05-23T10:00:00Z',
      'Preferred-Languages: en',
      'Canonical: https://caseload.example.org/.well-known/security.txt',
      '',
    ]);
  });

  it('names the contact that was set', () => {
    const securityContact = 'https://association.example/report';
    const lines = linesOf(securityText({ ...config, securityContact }, now));
    expect(lines.get('Contact')).toBe(securityContact);
  });

  it('never expires, and never lasts a year', () => {
    for (const at of ['2026-01-01T00:00:00Z', '2028-02-29T23:59:59Z', '2030-06-01T12:00:00Z']) {
      const moment = Temporal.Instant.from(at);
      const expires = linesOf(securityText(config, moment)).get('Expires') ?? '';
      const hours = Temporal.Instant.from(expires).since(moment).total('hours');
      expect(hours).toBeGreaterThan(24 * 90);
      expect(hours).toBeLessThan(24 * 365);
    }
  });
});
