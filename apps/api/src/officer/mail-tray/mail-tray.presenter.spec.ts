import type { OpenedLetter } from '@app/letters';
import { presentLetter } from './mail-tray.presenter';
import { mayFollowLinks, withoutSecretLinks } from './secret-links';

const publicUrl = 'https://caseload.example';
const letter: OpenedLetter = {
  id: 'l1',
  homes: [{ caseId: 'c1', locationId: '1-1', name: 'Elm House' }],
  kinds: ['ask'],
  routine: true,
  subject: 'A question',
  status: 'planned',
  plannedAt: '2026-11-23T09:00:00Z',
  day: '2026-11-23',
  nextAttemptAt: '2026-11-23T09:00:00Z',
  attempts: 0,
  settledAt: null,
  reply: null,
  messageId: '<l1@caseload.example>',
  to: { name: 'Sam Carter', address: 'sam@home.example' },
  isForPerson: false,
  replyTo: null,
  text: [
    'Dear Sam Carter,',
    'Look at https://elsewhere.example/a/x',
    'Answer my question:',
    `${publicUrl}/a/one`,
    '',
    `${publicUrl}/a/two`,
  ].join('\r\n'),
  html: '',
  decided: null,
  trouble: null,
  wanted: true,
};
const page = (change: Partial<OpenedLetter> = {}, mayFollow = true) =>
  presentLetter({ ...letter, ...change }, false, { publicUrl, mayFollowLinks: mayFollow });

describe('a letter in the mail tray', () => {
  it('shows where its links lead while letters stay here', () => {
    expect(page().links).toEqual([
      { text: 'Answer my question', href: `${publicUrl}/a/one` },
      { text: 'The page of this letter', href: `${publicUrl}/a/two` },
    ]);
  });
  it('keeps the links of letters that really leave to their readers, wherever they stand', () => {
    const secret = `${publicUrl}/a/${'A'.repeat(43)}`;
    const shown = page({ text: `Answer:\r\n${secret}\r\n` }, false);
    expect(shown).toMatchObject({ links: [], text: `Answer:\r\n${publicUrl}/a/…\r\n` });
    expect(withoutSecretLinks(`<a href="${secret}">Answer</a>`)).toBe(
      `<a href="${publicUrl}/a/…">Answer</a>`,
    );
  });
  it.each([
    [undefined, 'officer', true],
    [undefined, 'lead', true],
    [undefined, 'viewer', false],
    ['smtp://mail.example.org', 'officer', false],
    ['smtp://mail.example.org', 'lead', false],
  ] as const)('with mail to %p, whether %s may follow them: %p', (smtpUrl, role, may) => {
    expect(mayFollowLinks({ smtpUrl }, { role })).toBe(may);
  });
  it.each([
    ['planned', 'Goes out'],
    ['deferred', 'Next try'],
  ] as const)('says of one that is %s when it goes: %s', (status, key) => {
    expect(page({ status }).facts.map((line) => line.key)).toContain(key);
  });
});
