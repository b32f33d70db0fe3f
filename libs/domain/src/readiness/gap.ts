import { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import type { PasscodeInterval } from '../passcode-interval/passcode-interval';
import { namesInWords } from '../people/names-in-words';
import { dayInWords } from '../time/london';
import type { Findings, RegisteredSite, Topic } from './findings';

/** Who can supply what is missing. */
export type Supplier = 'provider' | 'officer' | 'headquarters' | 'register' | 'nhsmail';

/** What a sentence may name. */
export interface Asking {
  state: CaseState;
  site: RegisteredSite;
  /** Who it is about, as they are to be called. */
  people: readonly string[];
  interval: PasscodeInterval | null;
}

/** What is to be asked for when a question has this answer. */
export interface Gap {
  /** `missing` must be mended before the application goes; past a `warning` an officer may go on. */
  kind: 'missing' | 'warning';
  code: string;
  from: Supplier;
  /** The sentence that asks for it. */
  ask: (asking: Asking) => string;
  /** The rule that asks for it. */
  rule: string;
  /** Where the rule comes from. */
  source: string;
  /** While this is so nothing further is worth asking. */
  ends?: true;
}

export interface Question<T extends Topic = Topic> {
  topic: T;
  /** Asked only once none of these is missing. */
  after: readonly Topic[];
  /** What each answer leaves to be done: nothing, or one thing. */
  answers: Record<Findings[T], Gap | null>;
}

type Ask = string | Gap['ask'];

const gap =
  (kind: Gap['kind']) =>
  (code: string, from: Supplier, ask: Ask, rule: string, source: string): Gap => ({
    kind,
    code,
    from,
    ask: typeof ask === 'string' ? () => ask : ask,
    rule,
    source,
  });

export const missing = gap('missing');
export const warning = gap('warning');
export const ending = (found: Gap): Gap => ({ ...found, ends: true });

export const question = <T extends Topic>(
  topic: T,
  answers: Question<T>['answers'],
  after: readonly Topic[] = [],
): Question => ({ topic, answers, after }) as unknown as Question;

export const seed = 'founding texts';
export const section = (n: number, what: string): string => `domain rules, section ${n}, ${what}`;

export const words = (iso: string): string => dayInWords(Temporal.PlainDate.from(iso));

export const forPeople =
  (sentence: (names: string) => string): Gap['ask'] =>
  ({ people }) =>
    sentence(namesInWords(people));
