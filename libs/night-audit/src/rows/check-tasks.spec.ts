import { checkTasks } from './check-tasks';
import type { Replayed } from './replay';
import type { CaseRows, StoredTask } from './stored-case';

const raised = (changes: Partial<StoredTask> = {}): StoredTask => ({
  id: 'task',
  case_id: 'case',
  follow_up_id: null,
  addressee: 'officer',
  kind: 'mail/unknown',
  status: 'open',
  due_at: '2026-11-25T09:00:00Z',
  created_at: '2026-11-25T09:00:00Z',
  settled_at: null,
  settled_by: null,
  ...changes,
});

const said = (task: StoredTask): string[] =>
  checkTasks({ tasks: [task] } as unknown as CaseRows, [], {} as Replayed);

const settled = { settled_at: '2026-11-25T10:00:00Z', settled_by: 'officer:jo' };

it.each([
  ['lies open', raised()],
  ['was done by somebody', raised({ status: 'done', ...settled })],
  ['was taken back', raised({ status: 'withdrawn', ...settled, settled_by: 'system' })],
  ['came from an answer page', raised({ kind: 'answer/not-come' })],
  ['came from the people form', raised({ kind: 'people/arrived' })],
  ['came from a call', raised({ kind: 'call/wrong-number' })],
  ['came from a register', raised({ kind: 'register/new-owner' })],
])('accepts a task that no clock made and that %s', (_name, task) => {
  expect(said(task)).toEqual([]);
});

it.each([
  ['is of a kind that only clocks make', raised({ kind: 'otp-arrival/day-10' })],
  ['is of a kind nobody knows', raised({ kind: 'mail' })],
  ['belongs to a rung the facts do not call for', raised({ follow_up_id: '7' })],
  ['is done by nobody', raised({ status: 'done' })],
  ['is done, but not when', raised({ status: 'done', settled_by: 'officer:jo' })],
  ['is open, though somebody settled it', raised({ ...settled })],
])('finds fault with one that %s', (_name, task) => {
  expect(said(task)).toHaveLength(1);
});
