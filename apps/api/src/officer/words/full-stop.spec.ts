import { withStop } from './full-stop';

it.each([
  ['Long leave', 'Long leave.'],
  ['The portal took the form.', 'The portal took the form.'],
  ['Who will own the mailbox? ', 'Who will own the mailbox?'],
  ['He said "no!"', 'He said "no!"'],
])('ends %j in one stop', (text, ended) => {
  expect(withStop(text)).toBe(ended);
});
