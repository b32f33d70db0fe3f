import { nameOf, type Pair } from './check-follow-ups';
import { isoOf } from '../time/walked-time';
import { differs } from './in-words';
import type { Replayed } from './replay';
import type { CaseRows, StoredTask } from './stored-case';

/** What is wrong with the stored tasks of a case, in plain words. */
export function checkTasks(
  { tasks }: CaseRows,
  pairs: readonly Pair[],
  { walk }: Replayed,
): string[] {
  const problems: string[] = [];
  const left = new Set(tasks);
  for (const pair of pairs.filter(({ row }) => row.outcome === 'task')) {
    const name = nameOf(pair.row.clock, pair.row.rung.rung, pair.row.person);
    const task = tasks.find((t) => t.follow_up_id === pair.stored.id);
    if (!task) {
      problems.push(`the task of ${name} is missing`);
      continue;
    }
    left.delete(task);
    problems.push(...checkTask(`the task of ${name}`, task, pair, walk.wants(pair.row)));
  }
  for (const task of left) problems.push(...checkRaised(task));
  return problems;
}

/** Where tasks come from that no clock makes: mail, answer pages, the people form, registers, calls. */
const raisedFrom = /^(mail|answer|people|register|call)\/[a-z-]+$/;

/**
 * A task that no clock made: mail or an answer asked for it, which the facts do not show. It may be
 * open or settled by anybody, but must say so in one voice.
 */
function checkRaised(task: StoredTask): string[] {
  const name = `the task "${task.kind}"`;
  if (task.follow_up_id !== null || !raisedFrom.test(task.kind))
    return [`${name} belongs to nothing the facts call for`];
  const isSettled = task.settled_at !== null && task.settled_by !== null;
  const isUntouched = task.settled_at === null && task.settled_by === null;
  if (task.status === 'open' ? isUntouched : isSettled) return [];
  return [`${name} is ${task.status}, but ${isSettled ? 'was' : 'was not'} settled by anyone`];
}

function checkTask(
  name: string,
  task: StoredTask,
  { stored, row }: Pair,
  isWanted: boolean,
): string[] {
  return [
    ...differs(`${name}: whom it is for`, task.addressee, row.rung.to ?? null),
    ...differs(`${name}: what it is`, task.kind, `${row.clock}/${row.rung.rung}`),
    ...differs(`${name}: when it is due`, task.due_at, isoOf(row.own)),
    ...differs(`${name}: when it was set`, task.created_at, stored.settled_at),
    ...checkStatus(name, task, isWanted),
  ];
}

/** Open and done are for people to say, as long as the clock runs; withdrawn is for the machine. */
function checkStatus(name: string, task: StoredTask, isWanted: boolean): string[] {
  const byMachine = task.settled_by === 'system';
  const isSettled = task.settled_at !== null && task.settled_by !== null;
  const isOpen = task.settled_at === null && task.settled_by === null;
  if (task.status === 'open' ? !isOpen : !isSettled)
    return [`${name} is ${task.status}, but ${isSettled ? 'was' : 'was not'} settled by anyone`];
  if (task.status === 'open' && !isWanted)
    return [`${name} is open, though nothing calls for it any more`];
  if (task.status === 'withdrawn' && isWanted)
    return [`${name} is withdrawn, though it is still wanted`];
  if (task.status === 'withdrawn' && !byMachine) return [`${name} is withdrawn by somebody`];
  if (task.status === 'done' && byMachine) return [`${name} is done, but by nobody`];
  return [];
}
