import type { Temporal } from 'temporal-polyfill';
import type { Engine } from '../harness/engine';
import * as a from './facts';
import { newAddress } from './letters';
import { buildOfficer, buildSite } from './register';

/** A case of the world that an outage meets. */
export interface OutageCase {
  id: string;
  email: string;
}

/** What people record while nothing leaves. */
export interface News {
  caseId: string;
  fact: a.GivenFact;
}

export interface OutageWorld {
  cases: OutageCase[];
  /** Of which somebody learns something meanwhile. */
  news(at: Temporal.Instant): News[];
  /** What is begun anew later in a long one. */
  lateNews(at: Temporal.Instant): News[];
}

/**
 * Homes at every stage of waiting as an outage begins: passcodes of every age in the post, an
 * application without a reply, accounts nobody has used, a DSPT that ends in June, a question without
 * an answer, and a manager of three homes.
 */
export async function buildOutageWorld(
  engine: Pick<Engine, 'db' | 'clock' | 'cases' | 'sealer'>,
  begins: Temporal.Instant,
): Promise<OutageWorld> {
  const first = begins.toZonedDateTimeISO('Europe/London').toPlainDate();
  const ago = (days: number): string => first.subtract({ days }).toString();
  const morning = (days: number): string => `${ago(days)}T10:00:00Z`;
  const officerId = await buildOfficer(engine.db);
  const cases: OutageCase[] = [];
  const written: { caseId: string; days: number; fact: a.GivenFact }[] = [];

  const open = async (email: string, ...facts: [number, a.GivenFact][]): Promise<string> => {
    const contact = { name: 'Jo Manager', email };
    const { locationId } = await buildSite(engine.db, { sealer: engine.sealer, contact });
    const { id } = await engine.cases.open({ locationId, officerId, on: ago(40) }, 'officer:test');
    written.push(...facts.map(([days, fact]) => ({ caseId: id, days, fact })));
    cases.push({ id, email });
    return id;
  };
  const asked = (days: number): [number, a.GivenFact] => [days, a.requested(ago(days))];

  engine.clock.set(morning(40));
  const codes: string[] = [];
  for (const days of [1, 4, 6, 9, 13, 20, 25, 27])
    codes.push(await open(newAddress(), asked(days)));
  const manager = newAddress();
  const managed: string[] = [];
  for (const days of [5, 12, 20]) managed.push(await open(manager, asked(days)));
  const submitted = await open(
    newAddress(),
    [36, a.published(ago(36))],
    [1, { ...a.submitted(morning(1)), override: 'sent by the home itself' }],
  );
  const accepted: [number, a.GivenFact][] = [
    [36, a.published(ago(36))],
    [30, { ...a.submitted(morning(30)), override: 'sent by the home itself' }],
    [28, a.replied(morning(28))],
    [28, a.named(ago(28), 'Ann Lee', { email: newAddress() })],
    [28, a.named(ago(28), 'Kim Doe', { email: newAddress() })],
  ];
  await open(
    newAddress(),
    ...accepted,
    [9, a.created(ago(9), 'Ann Lee')],
    [2, a.created(ago(2), 'Kim Doe')],
  );
  const silent = await open(newAddress(), [3, a.asked(morning(3))], [36, a.published(ago(36))]);

  written.sort((x, y) => y.days - x.days);
  let day = 40;
  for (const { caseId, days, fact } of written) {
    while (day > days) {
      day--;
      engine.clock.set(`${ago(day)}T11:00:00Z`);
    }
    await engine.cases.record(caseId, fact, 'officer:test');
  }
  return {
    cases,
    lateNews: (at) => {
      const on = at.toZonedDateTimeISO('Europe/London').toPlainDate().toString();
      return [
        ...[codes[3], codes[5], managed[0], managed[2]].map((caseId = '') => ({
          caseId,
          fact: a.requested(on),
        })),
        { caseId: silent, fact: a.answered(at.subtract({ hours: 1 }).toString()) },
        { caseId: silent, fact: a.asked(at.toString(), 'the mobile numbers') },
      ];
    },
    news: (at) => {
      const on = at.toZonedDateTimeISO('Europe/London').toPlainDate().toString();
      return [
        // The first code has come, that of the second home of the manager too; one was issued late.
        { caseId: codes[2] ?? '', fact: a.received(on) },
        { caseId: managed[1] ?? '', fact: a.received(on) },
        { caseId: codes[0] ?? '', fact: a.issued(on) },
        { caseId: codes[1] ?? '', fact: a.optedOut(at.toString()) },
        { caseId: submitted, fact: a.replied(at.toString()) },
        { caseId: silent, fact: a.note(at.toString()) },
      ];
    },
  };
}
