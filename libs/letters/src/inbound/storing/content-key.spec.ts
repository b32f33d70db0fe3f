import { Sealer } from '@app/platform';
import { contentKey } from './content-key';

const sealer = new Sealer('a field key for tests, long enough to pass');
const key = (text: string) => contentKey(sealer, Buffer.from(text)).toString('hex');

const message =
  'Received: from a by b\r\nMessage-ID: <1@x.example>\r\nFrom: Sam <sam@x.example>\r\nTo: us@y.example\r\nSubject: It\r\n came\r\n\r\nToday.\r\n';

it.each([
  ['on another way', message.replace('from a by b', 'from c by d')],
  ['with a mark of a filter', `X-Spam: no\r\n${message}`],
  ['with its subject folded elsewhere', message.replace('It\r\n came', 'It came')],
  ['with bare line feeds', message.replaceAll('\r\n', '\n')],
  ['with another end', `${message}\r\n\r\n`],
])('recognises a message that comes %s', (_, again) => {
  expect(again).not.toBe(message);
  expect(key(again)).toBe(key(message));
});

it.each([
  ['another body', message.replace('Today', 'Tomorrow')],
  ['another sender', message.replace('sam@x', 'kim@x')],
  ['another Message-ID', message.replace('<1@', '<2@')],
  ['another recipient', message.replace('us@y', 'us+r.1@y')],
  ['no Message-ID', message.replace('Message-ID: <1@x.example>\r\n', '')],
])('tells apart one with %s', (_, other) => {
  expect(key(other)).not.toBe(key(message));
});

it('is of use to nobody without our key, and takes whatever comes', () => {
  const other = new Sealer('another field key for tests, long enough');
  expect(contentKey(other, Buffer.from(message)).toString('hex')).not.toBe(key(message));
  for (const odd of ['', '\r\n\r\n', 'no header', '\u0000', 'A:\n\nb'])
    expect(key(odd)).toHaveLength(64);
});
