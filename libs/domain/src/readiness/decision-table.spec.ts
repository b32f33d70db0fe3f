import fc from 'fast-check';
import { type Findings, possible, type Topic } from './findings';
import type { Gap } from './gap';
import { questions } from './questions';
import { decide } from './readiness';

const topics = Object.keys(possible) as Topic[];

/** The answer to each question that leaves nothing to be done. */
const settled: Findings = {
  registration: 'registered',
  scope: 'ours',
  agreement: 'agreed',
  existing: 'none',
  dspt: 'good',
  approaching: 'once',
  odsCode: 'site',
  odsRegister: 'agrees',
  odsPostcode: 'agrees',
  enough: 'enough',
  notTooMany: 'fits',
  owner: 'chosen',
  secondOwner: 'two',
  administrator: 'chosen',
  roles: 'all',
  mobiles: 'all',
  mobileForm: 'uk',
  mobileShared: 'distinct',
  emails: 'all',
  emailForm: 'good',
  emailShared: 'distinct',
  emailGeneric: 'personal',
  emailHeld: 'new-accounts',
  newAccounts: 'two',
  headOffice: 'at-the-home',
  arrival: 'not-awaited',
  proof: 'in-hand',
  passcodeConflict: 'agree',
};

const gapOf = (topic: Topic, answer: string): Gap | null =>
  (questions.find((q) => q.topic === topic)?.answers as Record<string, Gap | null>)[answer] ?? null;

const questionOf = (topic: Topic) => questions.find((q) => q.topic === topic);

/** The topics a question looks at, itself included, however far back. */
function ancestry(topic: Topic): Topic[] {
  const before = questionOf(topic)?.after ?? [];
  return [...new Set([...before.flatMap(ancestry), topic])];
}

/** Answers differ for the table only in what they leave to be done. */
const kindsOf = (topic: Topic): string[] => [...possible[topic]];

function* combinations(of: readonly Topic[]): Generator<Partial<Findings>> {
  const [first, ...rest] = of;
  if (first === undefined) {
    yield {};
    return;
  }
  for (const answer of kindsOf(first))
    for (const others of combinations(rest)) yield { [first]: answer, ...others };
}

/** Which questions `decide` looked at on the way to its answer. */
function asked(findings: Findings): Set<string> {
  const looked = new Set<string>();
  decide(
    new Proxy(findings, {
      get: (target, name) => {
        looked.add(String(name));
        return target[name as Topic];
      },
    }),
  );
  return looked;
}

const anyFindings = fc.record(
  Object.fromEntries(topics.map((t) => [t, fc.constantFrom(...possible[t])])),
) as unknown as fc.Arbitrary<Findings>;

describe('the decision table of readiness', () => {
  it('asks every question once, and has one answer, a gap or none, for everything that may be found', () => {
    expect(questions.map((q) => q.topic).sort()).toEqual([...topics].sort());
    for (const { topic, answers } of questions)
      expect(Object.keys(answers).sort()).toEqual([...possible[topic]].sort());
  });

  it('has a code of its own for each gap, a sentence that asks, a rule and its source', () => {
    const gaps = questions.flatMap((q) => Object.values(q.answers) as (Gap | null)[]);
    const real = gaps.filter((gap) => gap !== null);
    expect(new Set(real.map((gap) => gap.code)).size).toBe(real.length);
    for (const gap of real) {
      expect(gap.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(gap.rule).toMatch(/^[A-Z].+\.$/);
      expect(gap.source).toMatch(/founding texts|domain rules/);
    }
  });

  it('asks a question only after those it depends on', () => {
    for (const [place, { topic, after }] of questions.entries())
      for (const first of after) {
        expect(first).not.toBe(topic);
        expect(questions.findIndex((q) => q.topic === first)).toBeLessThan(place);
      }
  });

  it('is empty if and only if every rule is satisfied', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const isSatisfied = topics.every((t) => gapOf(t, findings[t]) === null);
        expect(decide(findings).length === 0).toBe(isSatisfied);
      }),
      { numRuns: 5000 },
    );
    expect(decide(settled)).toEqual([]);
  });

  /** Five answers end the matter; before each, every answer of every earlier question is tried. */
  it('lists what ends the matter alone, after what was missing before it', () => {
    const ending = topics.flatMap((t) =>
      kindsOf(t).flatMap((answer) => (gapOf(t, answer)?.ends ? [{ t, answer }] : [])),
    );
    expect(ending).toHaveLength(6);
    for (const { t, answer } of ending) {
      const place = questions.findIndex((q) => q.topic === t);
      const later = questions.slice(place + 1).map((q) => q.topic);
      const looked = asked({ ...settled, [t]: answer } as Findings);
      expect(later.filter((l) => looked.has(l))).toEqual([]);
      expect(decide({ ...settled, [t]: answer } as Findings).map((o) => o.topic)).toEqual([t]);
    }
  });

  /**
   * The whole of the finite abstraction has more than 10^12 points. Each item depends only on its own
   * question, those it comes after, and what may end the matter; that is shown first. So every
   * combination of those is every combination there is.
   */
  it.each(topics.map((topic) => [topic]))('%s is listed exactly when it should be', (topic) => {
    const enders = topics.filter((t) => kindsOf(t).some((answer) => gapOf(t, answer)?.ends));
    const lead = ancestry(topic);
    const free = [...new Set([...enders, ...lead])];
    const narrowed = free.length > 8 ? [...enders, topic] : free;
    let seen = 0;
    for (const part of combinations(narrowed)) {
      const findings = { ...settled, ...part };
      const open = decide(findings);
      const mine = open.filter((o) => o.topic === topic);
      const place = questions.findIndex((q) => q.topic === topic);
      const isOver = enders.some(
        (t) =>
          questions.findIndex((q) => q.topic === t) < place && gapOf(t, findings[t])?.ends === true,
      );
      const waits = lead.some((t) => t !== topic && gapOf(t, findings[t])?.kind === 'missing');
      const gap = gapOf(topic, findings[topic]);
      expect(mine.map((o) => o.gap)).toEqual(gap && !isOver && !waits ? [gap] : []);
      seen++;
    }
    expect(seen).toBeGreaterThan(1);
  });

  it('an item looks at nothing but its own question, those before it, and what ends the matter', () => {
    fc.assert(
      fc.property(
        anyFindings,
        fc.constantFrom(...topics),
        fc.constantFrom(...topics),
        (f, t, other) => {
          const enders = topics.filter((e) => kindsOf(e).some((answer) => gapOf(e, answer)?.ends));
          fc.pre(![...enders, ...ancestry(t)].includes(other));
          const of = (findings: Findings) =>
            decide(findings).flatMap((o) => (o.topic === t ? [o.gap.code] : []));
          for (const answer of kindsOf(other))
            expect(of({ ...f, [other]: answer } as Findings)).toEqual(of(f));
        },
      ),
      { numRuns: 2000 },
    );
  });

  /** Proof comes after fifteen questions: every one of them missing or not, all 2^15 ways. */
  it('asks for proof exactly when nothing is missing before it', () => {
    const before = questionOf('proof')?.after ?? [];
    const worst = (t: Topic) =>
      kindsOf(t).find((x) => gapOf(t, x)?.kind === 'missing' && !gapOf(t, x)?.ends) ?? '';
    const worsts = before.map(worst);
    expect(worsts).not.toContain('');
    for (let bits = 0; bits < 2 ** before.length; bits++) {
      const findings: Record<string, string> = { ...settled, proof: 'none' };
      for (const [n, t] of before.entries()) if ((bits >> n) & 1) findings[t] = worsts[n] ?? '';
      const asksProof = decide(findings as Findings).some((o) => o.topic === 'proof');
      if (asksProof !== (bits === 0)) throw new Error(`wrong at ${bits.toString(2)}`);
    }
  });

  it('an item goes when its answer is there, and only what waited for it appears', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const before = decide(findings);
        for (const { topic, gap } of before) {
          const mended = { ...findings, [topic]: settled[topic] } as Findings;
          const after = decide(mended);
          expect(after.some((o) => o.gap === gap)).toBe(false);
          const came = after.filter((o) => !before.some((b) => b.gap === o.gap));
          for (const one of came)
            expect(ancestry(one.topic).includes(topic) || gap.ends).toBe(true);
          const went = before.filter((b) => b.gap !== gap && !after.some((o) => o.gap === b.gap));
          expect(went).toEqual([]);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
