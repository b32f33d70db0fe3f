import { withoutRecipient } from './without-recipient';

const to = { name: 'Mary-Ann O’Neil (RN)', address: 'm.oneil+nhs@home.example' };

const shown = (said: string, recipient = to) => {
  const reason = `The mail server refused this letter: "${said}".`;
  const outcome = withoutRecipient({ kind: 'refused', scope: 'address', reason }, recipient);
  return outcome.kind === 'sent' ? outcome.reply : outcome.reason;
};

it.each([
  ['550 m.oneil+nhs: no such user', '550 [recipient]: no such user'],
  ['550 User M.OneIl+nhs unknown', '550 User [recipient] unknown'],
  ['550 Mary-Ann O’Neil (RN) has left', '550 [recipient] has left'],
  ['550 mary is away, so is Annabel', '550 [recipient] is away, so is Annabel'],
  ['550 mailbox unavailable', '550 mailbox unavailable'],
])('%s', (said, expected) => {
  expect(shown(said)).toBe(`The mail server refused this letter: "${expected}".`);
});

it('leaves our own words as they are', () => {
  expect(shown('no server', { name: 'Mail Server', address: 'letter@home.example' })).toBe(
    'The mail server refused this letter: "no [recipient]".',
  );
});

it('knows what a server says when it takes a letter', () => {
  expect(withoutRecipient({ kind: 'sent', reply: '250 queued for Mary' }, to)).toEqual({
    kind: 'sent',
    reply: '250 queued for [recipient]',
  });
});

it('has nothing to hide when nobody is named', () => {
  expect(shown('550 no', { name: '', address: '' })).toContain('"550 no"');
});
