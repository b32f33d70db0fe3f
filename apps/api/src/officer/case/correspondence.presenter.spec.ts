import type { InboundSummary, LetterOfCase } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { presentCorrespondence } from './correspondence.presenter';

const today = Temporal.PlainDate.from('2026-11-20');

const names = new Map([['p2', 'Grace Dhillon']]);

const letter = (id: string, at: string, changes: Partial<LetterOfCase> = {}): LetterOfCase =>
  ({
    id,
    subject: `Letter ${id}`,
    status: 'sent',
    plannedAt: at,
    settledAt: at,
    ...changes,
  }) as LetterOfCase;

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
    names,
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
    names,
    today,
  );
  expect(newest.map(({ about }) => about)).toEqual([
    'Not delivered, Sam Carter, s•••@home.example',
    'Came back',
  ]);
});

it('folds away what is older', () => {
  const letters = Array.from({ length: 10 }, (_, n) => letter(`l${n}`, `2026-11-1${n}T09:00:00Z`));
  const { newest, older } = presentCorrespondence(letters, [], names, today);
  expect([newest.length, older.length]).toEqual([5, 5]);
});

it('says of letters that are alike whom each is for', () => {
  const { newest } = presentCorrespondence(
    [
      letter('l1', '2026-11-18T09:00:00Z', { person: null }),
      letter('l2', '2026-11-18T09:00:00Z', { person: 'p2' }),
      letter('l3', '2026-11-18T09:00:00Z', { person: 'p9' }),
    ],
    [],
    names,
    today,
  );
  expect(newest.map(({ about }) => about).sort()).toEqual([
    'Sent',
    'Sent, to Grace Dhillon',
    'Sent, to somebody whose name is not kept (p9)',
  ]);
});
