import { CasesService } from '@app/cases';
import { type FactType, factTypes, isFactType, londonDay, type Stage } from '@app/domain';
import type { BrowserContext, Page } from 'playwright-core';
import { AsKnownReader } from '../../apps/api/src/officer/case/as-known.reader';
import { presentAsKnown } from '../../apps/api/src/officer/case/as-known.presenter';
import { CaseReader } from '../../apps/api/src/officer/case/case.reader';
import { presentCase } from '../../apps/api/src/officer/case/case.presenter';
import { storyAsked } from '../../apps/api/src/officer/case/story.presenter';
import { Temporal } from 'temporal-polyfill';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/**
 * The page of a case: what the officer needs at the telephone, two presses for any fact, one to undo
 * it, and any past day as it was known then. Only the clock is set.
 */
jest.setTimeout(60_000);

/** A form in the browser, as far as the two presses look at it. */
interface FilledIn {
  elements: Iterable<Box>;
  querySelectorAll(selector: string): Iterable<Box>;
  querySelector(selector: string): Box | null;
}

interface Box {
  name: string;
  type: string;
  value: string;
  checked: boolean;
  selectedIndex: number;
}

/** What only somebody who was told can say, by the name of its box: all else is filled in. */
const nobodyKnows: Readonly<Record<string, string>> = {
  ...{
    code: 'VLX1A',
    edition: '25/26',
    reference: 'INC9',
    person: 'Ash Day',
    newPerson: 'Ash Day',
  },
  ...{
    about: 'the list',
    reason: 'They moved house.',
    text: 'Rang them.',
    override: 'They said so.',
  },
  ...{ 'until[day]': '4', 'until[month]': '1', 'until[year]': '2027' },
  ...{ level: '', coverage: '', channel: '', outcome: '', found: '', asker: '', how: '' },
  ...{ stall: '', officer: '' },
};

describeWithChromium('the page of a case', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let caseId: string;

  const cases = () => pages.app.get(CasesService);
  const record = (fact: Record<string, unknown>) =>
    cases().record(caseId, fact, `officer:${pages.officerId}`);
  const openCase = async (on: string) => {
    const { locationId } = await buildSite(pages.db, { name: 'Ashby House' });
    const officerId = pages.officerId;
    return (await cases().open({ locationId, officerId, on }, `officer:${officerId}`)).id;
  };

  beforeAll(async () => {
    pages = await runPages('2026-11-02T09:30:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(8_000);
    caseId = await openCase('2026-11-02');
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const main = async () => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
  const open = (path = '') => page.goto(`${pages.url}/cases/${caseId}${path}`);

  /** What the page of a case says of it; how long a letter was held back no fact tells. */
  async function shown(): Promise<unknown> {
    const view = await pages.app.get(CaseReader).read(caseId);
    return toldOf(presentCase({ ...view, asOf: londonDay(view.now).toString() }, null));
  }

  async function shownOf(day: string): Promise<unknown> {
    const { view, then } = await pages.app.get(AsKnownReader).read(caseId, day);
    const nothing = { came: { messages: [], answers: [] }, story: storyAsked({}), sought: '' };
    return toldOf(presentAsKnown(view, then, nothing));
  }

  const toldOf = (told: Pick<ReturnType<typeof presentCase>, keyof typeof whatIsTold>) => ({
    stages: told.stages,
    summary: told.summary,
    stalls: told.stalls,
    readiness: told.readiness,
    next: told.next,
    later: told.later,
    known: told.known,
    story: told.story.months,
  });
  const whatIsTold = {
    ...{ stages: 0, summary: 0, stalls: 0, readiness: 0, next: 0, later: 0, known: 0, story: 0 },
  };

  describe('as it was on a day gone by', () => {
    const days: [string, Record<string, unknown>[]][] = [
      ['2026-11-02', [{ type: 'provider-asked', at: '2026-11-02T09:00:00Z', about: 'help' }]],
      ['2026-11-03', [{ type: 'agreed', on: '2026-11-03' }]],
      ['2026-11-05', [{ type: 'otp-requested', on: '2026-11-04', channel: 'post' }]],
      ['2026-11-09', [{ type: 'note-added', at: '2026-11-09T09:00:00Z', text: 'Rang them.' }]],
      ['2026-11-11', [{ type: 'otp-issued', on: '2026-11-05' }]],
      ['2026-11-12', []],
      ['2026-11-13', [{ type: 'otp-requested', on: '2026-11-13', channel: 'post' }]],
      ['2026-11-16', [{ type: 'paused', at: '2026-11-16T09:00:00Z', reason: 'a flood' }]],
      ['2026-11-18', [{ type: 'contact-id-confirmed', on: '2026-11-10' }]],
      ['2026-11-20', [{ type: 'submitted', at: '2026-11-20T09:00:00Z' }]],
      [
        '2026-11-24',
        [{ type: 'nhsmail-replied', at: '2026-11-24T09:00:00Z', outcome: 'accepted' }],
      ],
    ];
    const then = new Map<string, unknown>();

    it('shows what the page showed at the end of each day, whatever was recorded since', async () => {
      for (const [day, facts] of days) {
        await pages.work(`${day}T09:30:00Z`);
        for (const fact of facts)
          await record(fact).catch(() => record({ ...fact, override: 'They said so.' }));
        if (day === '2026-11-16') {
          const asked = (await cases().timeline(caseId)).find((f) => f.type === 'provider-asked');
          await record({ type: 'retracted', at: `${day}T09:20:00Z`, fact: asked?.id });
        }
        await pages.work(`${day}T23:59:59.999Z`);
        then.set(day, await shown());
      }
      pages.clock.set('2026-12-01T10:00:00Z');
      await pages.signIn(page);
      for (const [day, told] of then) expect([day, await shownOf(day)]).toEqual([day, told]);
      expect(new Set([...then.values()].map((told) => JSON.stringify(told))).size).toBe(
        days.length,
      );
    });

    it('says plainly that it is a day gone by, and lets nothing be recorded from it', async () => {
      const response = await open('?on=2026-11-06');
      expect(await main()).toContain('As it was known at the end of Friday 6 November 2026');
      expect(await main()).toContain('Nothing can be recorded from this page.');
      expect(await page.locator('main form[method=post]').count()).toBe(0);
      expect(await page.locator('main a[href*="/record"]').count()).toBe(0);
      expect(await faultsOf(page, (await response?.text()) ?? '')).toEqual([]);
      await page.getByRole('link', { name: 'Next day with something on it' }).click();
      expect(page.url()).toContain('on=2026-11-09');
      await page.getByRole('link', { name: 'Day before with something on it' }).click();
      expect(page.url()).toContain('on=2026-11-05');
    });

    it.each([
      ['2026-12-24', 'That day is not over yet'],
      ['2026-10-01', 'its first fact was recorded on Monday 2 November 2026'],
      ['2026-02-30', 'That is no day of the calendar'],
    ])('answers %s with one sentence', async (day, sentence) => {
      const response = await open(`?on=${day}`);
      expect(response?.status()).toBe(422);
      expect(await page.textContent('#errors')).toContain(sentence);
      expect(await faultsOf(page, (await response?.text()) ?? '')).toEqual([]);
    });

    it('goes to the page of the case for today', async () => {
      await open('?on=2026-12-01');
      expect(page.url()).toBe(`${pages.url}/cases/${caseId}`);
    });
  });

  it('answers who, by when, why, what to say and where to ring before anything else', async () => {
    const first = caseId;
    caseId = await openCase('2026-12-01');
    await pages.db.query("UPDATE site SET phone = '01522123456'");
    await record({ type: 'otp-requested', on: '2026-12-01', channel: 'post' });
    const response = await open();
    caseId = first;
    expect(await faultsOf(page, (await response?.text()) ?? '')).toEqual([]);
    const now = (await page.locator('.app-facts--now').innerText()).replaceAll('\u00a0', ' ');
    for (const words of ['Waiting on', 'By when', 'Why this date?', 'What to say', '01522 123456'])
      expect(now).toContain(words);
    await page.setViewportSize({ width: 390, height: 900 });
    const box = await page.locator('.app-facts--now').boundingBox();
    expect(box?.y).toBeLessThan(500);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('narrows what happened to one kind, by its address alone', async () => {
    await open();
    await page.getByRole('link', { name: /^Letters \(\d+\)$/ }).click();
    expect(page.url()).toContain('kind=letters');
    const titles = await page.locator('.app-timeline h4').allInnerTexts();
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.every((title) => title.startsWith('Letter: '))).toBe(true);
    await page
      .getByRole('link', { name: /^Notes \(1\)$/ })
      .last()
      .click();
    expect(await page.locator('.app-timeline').innerText()).toContain('Rang them.');
  });

  it('takes back what was just recorded with one press, and tells what stays sent', async () => {
    pages.clock.set('2026-12-01T10:05:00Z');
    await open();
    await page.fill('#text', 'On the wrong case.');
    await page.getByRole('button', { name: 'Add the note' }).click();
    expect(await page.locator('.app-notice').innerText()).toContain('Recorded: Note');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await page.locator('.app-notice').innerText()).toContain('Taken back: Note');
    expect(await page.locator('.app-notes').count()).toBe(1);
    expect(await page.locator('.app-notes').innerText()).not.toContain('On the wrong case.');
    expect(await page.locator('.app-timeline__gone').first().innerText()).toContain(
      'Taken back by Priya Shah',
    );

    caseId = await openCase('2026-12-01');
    const at = '2026-12-01T10:00:00Z';
    const { fact } = await record({ type: 'submitted', at, override: 'They told us.' });
    await pages.work('2026-12-01T10:06:00Z');
    await open(`?recorded=${fact.seq}`);
    expect(await page.locator('.app-notice').innerText()).toMatch(
      /Already sent, and not taken back with it: Letter: what to expect from NHSmail\./,
    );
    await page.getByRole('button', { name: 'Undo' }).click();
  });

  it('shows both sides to the second of two officers at one note, and records nothing of theirs', async () => {
    await open();
    await record({ type: 'note-added', at: '2026-12-01T10:00:00Z', text: 'First of two.' });
    await page.fill('#text', 'Second of two.');
    await page.getByRole('button', { name: 'Add the note' }).click();
    expect(await page.locator('#changes').innerText()).toContain('First of two.');
    expect(await page.inputValue('#text')).toBe('Second of two.');
    const notes = (await cases().timeline(caseId)).filter((f) => f.type === 'note-added');
    expect(notes).toHaveLength(1);
  });

  describe('the two presses', () => {
    const on = '2026-12-01';
    const at = '2026-12-01T09:00:00Z';
    const people = ['Jo Field', 'Kim Noor'];
    const ofBoth = (type: string) => people.map((person) => ({ type, on, person }));
    const live = [
      ...ofBoth('person-added'),
      ...ofBoth('account-created'),
      ...ofBoth('account-activated'),
      ...ofBoth('mailbox-opened'),
    ];
    const said = { asker: 'manager', how: 'phone' };
    const pressed = new Set<FactType>();

    beforeAll(async () => {
      await buildOfficer(pages.db, { name: 'Robin Marsh' });
      pages.clock.set('2026-12-01T10:30:00Z');
      await pages.signIn(page);
    });

    /** What was known before, so that besides the stage every fact is offered somewhere. */
    const stagesToPress: [Stage, Record<string, unknown>[]][] = [
      ['prospect', []],
      [
        'eligibility',
        [
          { type: 'agreed', on },
          { type: 'site-dormant', on },
        ],
      ],
      [
        'preparing',
        [
          { type: 'agreed', on },
          ...ofBoth('person-added'),
          { type: 'paused', at, reason: 'a flood' },
        ],
      ],
      [
        'proving',
        [
          { type: 'otp-requested', on, channel: 'post' },
          { type: 'ticket-raised', at, reference: 'INC1' },
        ],
      ],
      [
        'ready',
        [
          { type: 'contact-id-confirmed', on },
          { type: 'stall-noted', at, stall: 'capacity-or-crisis' },
        ],
      ],
      ['submitted', [{ type: 'submitted', at, override: 'Said so.' }]],
      [
        'activating',
        [{ type: 'person-added', on, person: 'Jo Field' }, ...ofBoth('account-created')],
      ],
      ['live', live],
      [
        'aftercare',
        [
          ...live,
          { type: 'account-disabled', on, person: 'Kim Noor' },
          { type: 'person-opted-out', at, person: 'Jo Field', ...said },
          { type: 'opted-out', at, ...said },
        ],
      ],
      ['closed', [{ type: 'closed', at: '2026-12-01T10:00:00Z', reason: 'Declined' }]],
    ];

    it.each(stagesToPress)('record any allowed fact at %s', async (stage, facts) => {
      caseId = await openCase(on);
      for (const fact of facts) await record(fact);
      await open();
      expect((await cases().get(caseId)).stage).toBe(stage);
      const { buttons, offered } = await offeredNow();
      const allowed = await allowedNow();
      expect(allowed.filter((type) => !offered.includes(type))).toEqual([]);
      expect(buttons.length).toBeGreaterThan(0);
      expect(buttons.length).toBeLessThanOrEqual(5);
      // Each fact once at one stage or another; what is left is pressed where most are allowed.
      const most = stage === 'aftercare' ? offered.length : 6;
      const fresh = offered.filter((type) => !pressed.has(type)).slice(0, most);
      for (const type of fresh.length > 0 ? fresh : offered.slice(0, 1)) {
        await press(type, buttons);
        pressed.add(type);
        await takeBack(type);
      }
      expect((await cases().get(caseId)).stage).toBe(stage === 'closed' ? 'prospect' : stage);
    });

    it('were tried of every fact there is', () => {
      const never = ['case-opened', 'retracted'];
      const all = Object.keys(factTypes).filter(isFactType);
      expect(all.filter((type) => !pressed.has(type) && !never.includes(type))).toEqual([]);
    });

    async function offeredNow(): Promise<{ buttons: string[]; offered: FactType[] }> {
      const buttons = await page
        .locator('.app-record__likely a')
        .evaluateAll((links) =>
          links.map((link) => (link.getAttribute('href') ?? '').replace(/.*\/|\?.*/g, '')),
        );
      const listed = await page
        .locator('#type option')
        .evaluateAll((options) => options.map((one) => one.getAttribute('value') ?? ''));
      return { buttons, offered: [...new Set([...buttons, ...listed])].filter(isFactType) };
    }

    /** The first press opens the form, filled in; the second records it. */
    async function press(type: FactType, buttons: readonly string[]): Promise<void> {
      await open();
      if (buttons.includes(type))
        await page.locator(`.app-record__likely a[href*="/${type}"]`).first().click();
      else {
        await page.selectOption('#type', type);
        await page.getByRole('button', { name: 'Fill in' }).click();
      }
      expect(new URL(page.url()).pathname).toBe(`/cases/${caseId}/record/${type}`);
      const button = page.locator('main form button[type=submit]');
      expect(await button.count()).toBe(1);
      // A day there is to say is today's already.
      const day = page.locator('#on-day');
      if ((await day.count()) > 0) expect(await day.inputValue()).toBe('1');
      const sent = await button.evaluate((it, nobodyKnows) => {
        const { form } = it as unknown as { form: FilledIn };
        const chosen: string[] = [];
        for (const field of form.elements) {
          const { name, type: kind } = field;
          const others = [...form.querySelectorAll(`[name="${name}"]`)];
          const isOpen =
            kind === 'radio'
              ? !others.some((one) => one.checked)
              : ['text', 'textarea', 'select-one'].includes(kind) && field.value === '';
          // A new name is asked for only where there is nobody to choose.
          const isOther = name === 'newPerson' && form.querySelector('[name=person]:checked');
          if (!isOpen || isOther || !(name in nobodyKnows)) continue;
          if (kind === 'radio') field.checked = true;
          else if (kind === 'select-one') field.selectedIndex = 1;
          else field.value = nobodyKnows[name] ?? '';
          chosen.push(name);
        }
        return chosen;
      }, nobodyKnows);
      await button.click();
      const told = `${type} with ${sent.join(', ')}: ${await main()}`;
      expect(new URL(page.url()).search + told).toContain('?recorded=');
    }

    /** As it was before; a case that was closed, or opened again, stays that for its last press. */
    async function takeBack(type: FactType): Promise<void> {
      if (type === 'reopened') return;
      const newest = (await cases().timeline(caseId)).findLast((fact) => fact.type === type);
      if (type === 'closed') await record({ type: 'reopened', at: '2026-12-01T10:30:00Z' });
      else await record({ type: 'retracted', at: '2026-12-01T10:30:00Z', fact: newest?.id ?? '' });
    }
  });

  /** Every fact of the table the case takes without a reason, as the list of choices sorts them. */
  async function allowedNow(): Promise<FactType[]> {
    await open('/record');
    const links = await page
      .locator('main .app-choices a[href*="/record/"]')
      .evaluateAll((all) => all.map((a) => (a.getAttribute('href') ?? '').replace(/.*\//, '')));
    return [...new Set(links)].filter((type): type is FactType => Object.hasOwn(factTypes, type));
  }

  it('needs the second press and nothing else for a fact that is only a day', async () => {
    caseId = await openCase('2026-12-01');
    await open();
    await page.getByRole('link', { name: 'The provider agreed to be helped' }).click();
    await page.getByRole('button', { name: 'Record it' }).click();
    expect(await page.locator('.app-notice').innerText()).toContain('Provider agreed to be helped');
    expect(Temporal.PlainDate.from((await cases().state(caseId)).agreedOn ?? '').day).toBe(1);
  });

  it('needs nothing but the second press for the one person it can be about', async () => {
    for (const type of ['person-added', 'account-created'])
      await record({ type, on: '2026-12-01', person: 'Jo Field' });
    await open();
    await page.getByRole('link', { name: 'Account activated: Jo Field' }).click();
    await page.getByRole('button', { name: 'Record the activation' }).click();
    expect(await page.locator('.app-notice').innerText()).toContain('Account activated, Jo Field');
    expect(await page.locator('.app-people').first().innerText()).toContain('Account activated on');
  });

  it('searches the notes once there are more than twenty, and stays light with two hundred facts', async () => {
    for (let n = 1; n <= 200; n++)
      await record({ type: 'note-added', at: '2026-12-01T10:00:00Z', text: `Note ${n}: rang` });
    const response = await open();
    expect((await response?.body())?.length).toBeLessThan(60_000);
    expect(await page.locator('.app-timeline li').count()).toBe(30);
    await page.getByRole('link', { name: 'Older', exact: true }).click();
    expect(await main()).toContain('Everything: 31 to 60 of');
    await page.fill('#note', 'rang 17:');
    await page.getByRole('button', { name: 'Find', exact: true }).last().click();
    expect(await page.locator('.app-notes li').count()).toBe(2);
    expect(await page.locator('.app-notes').innerText()).toContain('Note 17: rang');
  });
});
