import type { InboundSummary, LetterSummary } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { presentCorrespondence } from './correspondence.presenter';

const today = Temporal.PlainDate.from('2026-11-20');

const letter = (id: string, at: string, changes: Partial<LetterSummary> = {}): LetterSummary =>
  ({
    id,
    subject: `Letter ${id}`,
    status: 'sent',
    plannedAt: at,
    settledAt: at,
    ...changes,
  }) as LetterSummary;

const message = (
  id: string,
  at: string,
  changes: Partial<InboundSummary> = {},
): InboundSummary => ({
  id,
  status: 'filed',
  kind: 'human',
  receivedAt: at,
  from: { name: 'Sam Carter', address: 'sam@home.example' },
  subject: `Re: ${id}`,
  excerpt: 'It has come.',
  letterId: null,
  homes: [],
  ...changes,
});

it('puts letters and answers into the order in which they went and came, newest first', () => {
  const { newest, older } = presentCorrespondence(
    [letter('l1', '2026-11-18T09:00:00Z'), letter('l2', '2026-11-20T09:00:00Z')],
    [message('m1', '2026-11-19T10:00:00.5Z')],
    today,
  );
  expect(newest.map(({ href }) => href)).toEqual(['/mail-tray/l2', '/inbox/m1', '/mail-tray/l1']);
  expect(newest[1]).toMatchObject({
    way: 'in',
    about: 'From a person, Sam Carter, s•••@home.example',
    excerpt: 'It has come.',
  });
  expect(older).toEqual([]);
});

it('says of a letter that came back that it did, and leaves out withdrawn ones', () => {
  const { newest } = presentCorrespondence(
    [
      letter('l1', '2026-11-18T09:00:00Z'),
      letter('l2', '2026-11-18T09:00:00Z', { status: 'withdrawn' }),
    ],
    [message('m1', '2026-11-18T09:01:00Z', { kind: 'delivery-failure', letterId: 'l1' })],
    today,
  );
  expect(newest.map(({ about }) => about)).toEqual([
    'Not delivered, Sam Carter, s•••@home.example',
    'Came back',
  ]);
});

it('folds away what is older', () => {
  const letters = Array.from({ length: 10 }, (_, n) => letter(`l${n}`, `2026-11-1${n}T09:00:00Z`));
  const { newest, older } = presentCorrespondence(letters, [], today);
  expect([newest.length, older.length]).toEqual([5, 5]);
});
