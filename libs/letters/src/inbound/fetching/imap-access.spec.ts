import { ConfigError } from '@app/platform';
import { readImapAccess } from './imap-access';

const read = (imapUrl?: string) => readImapAccess({ imapUrl, imapAfter: 'leave' });

it('reads nothing without IMAP_URL', () => {
  expect(read()).toBeNull();
});

it('reads server, user, password and folder', () => {
  expect(read('imaps://help%40care.example:p%3A%25w@mail.care.example/Answers%2F2026')).toEqual({
    host: 'mail.care.example',
    port: 993,
    tls: 'required',
    user: 'help@care.example',
    password: 'p:%w',
    folder: 'Answers/2026',
    after: 'leave',
  });
});

it.each([
  ['imaps://u:p@h.example', 993, 'INBOX', 'required'],
  ['imaps://u:p@h.example:9930/', 9930, 'INBOX', 'required'],
  ['imap://u:p@127.0.0.1:1430', 1430, 'INBOX', 'none'],
  ['imap://u:p@localhost', 143, 'INBOX', 'none'],
  ['imap://u:p@mail.example', 143, 'INBOX', 'if-offered'],
  ['imap://u:p@[::1]/Post', 143, 'Post', 'none'],
])('knows what %s leaves out', (url, port, folder, tls) => {
  expect(read(url)).toMatchObject({ port, folder, tls });
});

it.each(['imaps://h.example', 'imaps://u@h.example', 'imaps://u:%@h.example'])(
  'refuses %s with a sentence that names the variable',
  (url) => {
    expect(() => read(url)).toThrow(ConfigError);
    expect(() => read(url)).toThrow(/^IMAP_URL /);
  },
);
