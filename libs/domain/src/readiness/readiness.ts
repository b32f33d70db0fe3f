import type { CaseState } from '../cases/case-state';
import { progress } from '../cases/progress';
import { beforeSubmission } from '../cases/stages';
import { passcodeInterval } from '../passcode-interval/interval';
import type { Policy } from '../policy';
import { find, type Findings, type RegisteredSite, type Topic } from './findings';
import type { Asking, Gap, Question, Supplier } from './gap';
import { questions } from './questions';

export type { RegisteredSite } from './findings';
export type { Supplier } from './gap';

/** One thing to be asked for. */
export interface ReadinessItem {
  code: string;
  /** Who can supply it. */
  from: Supplier;
  /** The sentence that asks for it, to the one who can supply it. */
  ask: string;
  /** The rule that asks for it, and where the rule comes from. */
  rule: string;
  source: string;
  /** Whom it is about, as the facts name them; empty when it is about the site. */
  people: readonly string[];
}

/** What stands between a case and its application. */
export interface Readiness {
  /** Whether the application has still to be sent: afterwards nothing is asked for. */
  applies: boolean;
  /** Nothing that must be there is missing. */
  ready: boolean;
  /** The shortest list of what is still missing, in the order in which to ask. */
  missing: readonly ReadinessItem[];
  /** What an officer may go on in spite of. */
  warnings: readonly ReadinessItem[];
}

/** A gap with the question it answers. */
export interface OpenGap {
  topic: Topic;
  gap: Gap;
}

const leads = (question: Question, unsettled: ReadonlySet<Topic>): boolean =>
  question.after.every((topic) => !unsettled.has(topic));

/**
 * What the decision table leaves to be done for these findings. What depends on something missing
 * is not asked for yet, and nothing after a finding that ends the matter.
 * @param table the questions to ask, all of them unless given; each needs its finding
 */
export function decide(
  findings: Partial<Findings>,
  table: readonly Question[] = questions,
): OpenGap[] {
  const open: OpenGap[] = [];
  const unsettled = new Set<Topic>();
  for (const question of table) {
    const { topic, answers } = question;
    if (!leads(question, unsettled)) {
      unsettled.add(topic);
      continue;
    }
    const found = (answers as Record<string, Gap | null>)[findings[topic] ?? ''];
    if (!found) continue;
    open.push({ topic, gap: found });
    if (found.kind === 'missing') unsettled.add(topic);
    if (found.ends) break;
  }
  return open;
}

/**
 * The shortest list of what is still missing before a site can apply, with who can supply each and
 * the rule that asks for it. Empty exactly when every rule is satisfied.
 * @param day Europe/London day on which it would apply, `YYYY-MM-DD`
 * @param nameOf how people are called in the sentences; as the facts name them unless given
 */
export function readiness(
  state: CaseState,
  site: RegisteredSite,
  day: string,
  policy: Policy,
  nameOf: (person: string) => string = (person) => person,
): Readiness {
  if (!beforeSubmission.has(progress(state).stage))
    return { applies: false, ready: false, missing: [], warnings: [] };
  const { findings, culprits } = find(state, site, day, policy);
  const interval = passcodeInterval(state, policy, day);
  const items = decide(findings).map(({ topic, gap }) => {
    const people = culprits[topic] ?? [];
    const asking: Asking = { state, site, people: people.map(nameOf), interval };
    return { kind: gap.kind, item: itemOf(gap, asking, people) };
  });
  const of = (kind: Gap['kind']): ReadinessItem[] =>
    items.filter((i) => i.kind === kind).map((i) => i.item);
  const missing = of('missing');
  return { applies: true, ready: missing.length === 0, missing, warnings: of('warning') };
}

/** What is asked for when a question has left this gap. */
export function itemOf(gap: Gap, asking: Asking, people: readonly string[]): ReadinessItem {
  const { code, from, rule, source } = gap;
  return { code, from, ask: gap.ask(asking), rule, source, people };
}
