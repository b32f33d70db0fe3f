import {
  type Classification,
  classify,
  type Reader,
  type ReadMessage,
  readMessage,
  type Thread,
  threadOf,
  usualLimits,
} from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { letters, ourAddress, ourDomain, townKnown } from './invented-town';
import { type Labelled, receivedAt } from './labelled';

export const reader: Reader = {
  receivedAt: Temporal.Instant.from(receivedAt),
  ownAddresses: [ourAddress],
  messageDomains: [ourDomain],
};

export interface Judged {
  one: Labelled;
  message: ReadMessage;
  is: Classification;
  thread: Thread;
}

export async function judge(one: Labelled): Promise<Judged> {
  const message = await readMessage(one.raw, usualLimits);
  const is = classify(message, reader);
  return { one, message, is, thread: threadOf(message, is, townKnown) };
}

/** What went wrong, message by message, and how many there were to get right. */
export interface Figures {
  messages: number;
  people: number;
  machines: number;
  machinesTakenForPeople: string[];
  peopleTakenForMachines: string[];
  otherKinds: string[];
  wrongCase: string[];
  threads: string[];
  guesses: string[];
  returnDays: { of: number; wrong: string[] };
  reports: { of: number; wrong: string[] };
  keywords: string[];
  newest: { of: number; wrong: string[] };
}

const isPerson = (kind: string): boolean => kind === 'human' || kind === 'thanks';

export function figuresOf(judged: readonly Judged[]): Figures {
  const people = judged.filter(({ one }) => isPerson(one.label.kind));
  const machines = judged.filter(({ one }) => !isPerson(one.label.kind));
  const wrong = (all: readonly Judged[], test: (one: Judged) => string | null): string[] =>
    all.flatMap((one) => {
      const said = test(one);
      return said === null ? [] : [`${one.one.name}: ${said}`];
    });
  const saysKind = ({ is }: Judged): string => `${is.kind} (${is.why})`;
  const away = judged.filter(({ one }) => one.label.returnOn !== undefined);
  const reports = judged.filter(({ one }) => one.label.kind.startsWith('delivery-'));
  const cut = judged.filter(({ one }) => one.label.newest !== undefined);
  return {
    messages: judged.length,
    people: people.length,
    machines: machines.length,
    machinesTakenForPeople: wrong(machines, (j) => (isPerson(j.is.kind) ? saysKind(j) : null)),
    peopleTakenForMachines: wrong(people, (j) => (isPerson(j.is.kind) ? null : saysKind(j))),
    otherKinds: wrong(judged, (j) =>
      j.is.kind !== j.one.label.kind && isPerson(j.is.kind) === isPerson(j.one.label.kind)
        ? `${saysKind(j)}, not ${j.one.label.kind}`
        : null,
    ),
    wrongCase: wrong(judged, filedWrongly),
    threads: wrong(judged, (j) =>
      j.one.label.thread === undefined || placeOf(j.thread) === j.one.label.thread
        ? null
        : `${placeOf(j.thread)} (${j.thread.why}), not ${j.one.label.thread}`,
    ),
    guesses: wrong(judged, firstGuess),
    returnDays: { of: away.length, wrong: wrong(away, returnDay) },
    reports: { of: reports.length, wrong: wrong(reports, delivery) },
    keywords: wrong(judged, (j) => {
      const said = j.is.kind === 'human' ? j.is.keyword : null;
      return said === (j.one.label.keyword ?? null) ? null : `reads ${said}`;
    }),
    newest: {
      of: cut.length,
      wrong: wrong(cut, ({ message, one }) =>
        message.newest === one.label.newest ? null : JSON.stringify(message.newest),
      ),
    },
  };
}

function placeOf(thread: Thread): string {
  if (thread.to === 'case') return thread.caseId;
  if (thread.to === 'tray') return 'tray';
  const name = Object.entries(letters).find(([, { letterId }]) => letterId === thread.letterId);
  return name?.[0] ?? thread.letterId;
}

/** Filed somewhere although it belongs elsewhere or nowhere: the one mistake nobody sees. */
function filedWrongly({ one, thread }: Judged): string | null {
  if (one.label.thread === undefined || thread.to === 'tray') return null;
  const place = placeOf(thread);
  return place === one.label.thread ? null : `${place} (${thread.why}), not ${one.label.thread}`;
}

function firstGuess({ one, thread }: Judged): string | null {
  const wanted = one.label.firstGuess;
  if (!wanted) return null;
  const [guess] = thread.to === 'tray' ? thread.guesses : [];
  return guess?.caseId === wanted && guess.why.length > 0
    ? null
    : `guesses ${guess?.caseId ?? 'nothing'}, not ${wanted}`;
}

function returnDay({ one, is }: Judged): string | null {
  const said = is.kind === 'out-of-office' ? (is.returnOn?.toString() ?? null) : is.kind;
  return said === one.label.returnOn ? null : `${said}, not ${one.label.returnOn}`;
}

function delivery({ one: { label }, is }: Judged): string | null {
  if (!('deliveries' in is)) return `no delivery report: ${is.kind}`;
  const failed = is.deliveries.find(({ address }) => address === label.failed);
  if (label.failed && !failed)
    return `${is.deliveries.map(({ address }) => address).join(', ')}, not ${label.failed}`;
  if (label.permanent !== undefined && is.permanent !== label.permanent)
    return `permanent: ${is.permanent} (${is.deliveries.map(({ cause, said }) => `${cause}: ${said}`).join('; ')})`;
  return label.cause && failed?.cause !== label.cause
    ? `${failed?.cause} (${failed?.said}), not ${label.cause}`
    : null;
}

/** One line a figure, then every mistake. */
export function inWords(title: string, f: Figures): string {
  const right = ({ of, wrong }: { of: number; wrong: string[] }): string =>
    `${of - wrong.length} of ${of}`;
  const mistakes: [string, readonly string[]][] = [
    ['Machine taken for a person', f.machinesTakenForPeople],
    ['Person taken for a machine', f.peopleTakenForMachines],
    ['Filed to a wrong case', f.wrongCase],
    ['Another kind', f.otherKinds],
    ['Thread', f.threads],
    ['First guess', f.guesses],
    ['Return day', f.returnDays.wrong],
    ['Delivery report', f.reports.wrong],
    ['Keyword', f.keywords],
    ['Newest words', f.newest.wrong],
  ];
  return [
    `${title}: ${f.messages} messages, ${f.people} of people and ${f.machines} of machines`,
    `  machines taken for people: ${f.machinesTakenForPeople.length}`,
    `  people taken for machines: ${f.peopleTakenForMachines.length}`,
    `  filed to a wrong case: ${f.wrongCase.length}`,
    `  of the right kind: ${f.messages - f.otherKinds.length - f.machinesTakenForPeople.length - f.peopleTakenForMachines.length}`,
    `  in the right place: ${f.messages - f.threads.length}`,
    `  return days right: ${right(f.returnDays)}`,
    `  delivery reports read right: ${right(f.reports)}`,
    `  quoted text cut right: ${right(f.newest)}`,
    ...mistakes.flatMap(([what, all]) => all.map((one) => `  - ${what}: ${one}`)),
  ].join('\n');
}
