import { MailTroubles } from '@app/cases';
import { MailLane, type NewLetter, planLetters } from '@app/letters';
import { MailTransport, Sealer, type SendOutcome } from '@app/platform';
import { Logger } from '@nestjs/common';
import type { BrowserContext, Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { buildBareCase, newLetter, newMatter } from '../builders/letters';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

/** A mail server that answers as the test says. */
class Scripted extends MailTransport {
  readonly kind = 'smtp';
  answer: SendOutcome = { kind: 'sent', reply: '250 ok' };
  send(): Promise<SendOutcome> {
    return Promise.resolve(this.answer);
  }
  async close(): Promise<void> {}
}

describeWithChromium('the page of mail', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let lane: MailLane;
  let server: Scripted;

  beforeAll(async () => {
    for (const how of ['error', 'warn', 'log'] as const)
      jest.spyOn(Logger.prototype, how).mockReturnValue(undefined);
    pages = await runPages('2026-12-24T09:00:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
    server = new Scripted();
    lane = new MailLane(pages.db, pages.clock, pages.app.get(Sealer), server);
  }, 60_000);
  afterAll(async () => {
    await lane.stop();
    await context.close();
    await pages.close();
  });

  /** Opens an address and expects a page without fault. */
  async function open(path: string): Promise<void> {
    const response = await page.goto(pages.url + path);
    expect(response?.status()).toBe(200);
    const faults = await faultsOf(page, (await response?.text()) ?? null);
    expect([path, ...faults]).toEqual([path]);
  }

  const main = async (): Promise<string> =>
    ((await page.textContent('main')) ?? '').replace(/\s+/g, ' ');

  /** A letter about these homes, of which the server says this. */
  async function letterThat(
    answer: SendOutcome,
    homes: readonly string[],
    changes: Partial<NewLetter> = {},
  ): Promise<string> {
    const cases: string[] = [];
    for (const homeName of homes) cases.push((await buildBareCase(pages.db, { homeName })).id);
    const letter = newLetter(cases[0] as string, {
      matters: cases.map((id) => newMatter(id)),
      ...changes,
    });
    await planLetters(pages.db, pages.app.get(Sealer), [letter], 'example.org');
    server.answer = answer;
    await lane.sendDue();
    await pages.app.get(MailTroubles).tell();
    return letter.id;
  }

  const press = async (button: string): Promise<void> => {
    await page.getByRole('button', { name: button }).first().click();
  };

  it('says that all is well when nothing needs anybody', async () => {
    await open('/mail');
    expect(await main()).toMatch(/Waiting to go ?0 letters ?None is due now\./);
    expect(await main()).toContain('No letter needs you, and none is being put off.');
    expect(await main()).toContain('Nothing was left out.');
  });

  it('lists what needs a person, what is put off and what was left out, each with what to do', async () => {
    const reason = 'The mail server says that there is no such address: "550 5.1.1 unknown".';
    await letterThat({ kind: 'sent', reply: '250 ok' }, ['Ash House']);
    await letterThat({ kind: 'unknown', reason: 'cut off' }, [
      'Oak House',
      'Elm House',
      'Fir Lodge',
    ]);
    await letterThat({ kind: 'refused', scope: 'mailbox', reason }, ['Beech House']);
    await letterThat({ kind: 'refused', scope: 'none', reason: 'No address.' }, ['Cedar House']);
    const later = 'The mail server asked us to try again later: "450 greylisted".';
    await letterThat({ kind: 'deferred', reason: later }, ['The Old Rectory Nursing Home']);
    const withdrawn = await letterThat({ kind: 'sent', reply: 'ok' }, ['Larch House'], {
      sendFrom: Temporal.Instant.from('2026-12-24T16:00:00Z'),
    });
    await pages.db.query(
      `UPDATE letter_part SET withdrawn_at = $2, withdraw_reason = 'the reason for it has ended'
        WHERE letter_id = $1`,
      [withdrawn, '2026-12-24T09:00:00Z'],
    );
    await pages.db.query(
      "UPDATE letter SET status = 'withdrawn', settled_at = $2, withdraw_reason = 'the reason for it has ended' WHERE id = $1",
      [withdrawn, '2026-12-24T09:00:00Z'],
    );
    await open('/mail');
    const said = await main();
    for (const words of [
      'Oak House and 2 other homes',
      'It may or may not have arrived: the connection broke.',
      'There is no such address. Nothing more is sent to it.',
      'No email address is recorded, so it could not be sent.',
      'Tried 1 time. Next try today at 9:05am.',
      'Has the passcode arrived?',
      'The reason for it has ended',
    ])
      expect(said).toContain(words);
  });

  it('takes the decision about a letter of which nobody knows', async () => {
    await open('/mail');
    await press('It arrived');
    expect(await main()).toContain('The letter is marked as arrived.');
    expect(await main()).not.toContain('Oak House');
  });

  it('takes that the home has been told, and the call is done with it', async () => {
    await open('/');
    expect(await main()).toContain('Call the home: their email address does not exist');
    await open('/mail');
    // Both stopped at the same moment, so either may be first.
    const row = page.locator('li', { hasText: 'Beech House' });
    await row.getByRole('button', { name: 'They have been told' }).click();
    expect(await main()).toContain('The letter is marked as dealt with, and the call as done.');
    await open('/');
    expect(await main()).not.toContain('Call the home: their email address does not exist');
  });

  it('leads from the call on Today to the letter, which says what to do', async () => {
    await open('/');
    await page.getByRole('link', { name: 'The letter for Cedar House' }).click();
    expect(await main()).toContain('No email address is recorded, so it could not be sent.');
    await open(page.url().slice(pages.url.length));
    await press('They have been told');
    expect(await main()).toContain('The letter is marked as dealt with');
  });

  it('has a letter that is put off tried at once', async () => {
    await open('/mail');
    await press('Try it now');
    expect(await main()).toContain('The letter is tried within half a minute.');
    server.answer = { kind: 'sent', reply: '250 ok' };
    await lane.sendDue();
    await open('/mail');
    expect(await main()).not.toContain('The Old Rectory');
  });

  it('says on every page that no mail goes out, and why on this one', async () => {
    const reason = 'The mail server did not accept our sign-in: "535 bad". Check SMTP_URL.';
    await letterThat({ kind: 'halt', reason }, ['Holly House']);
    await new Promise((resolve) => setTimeout(resolve, 5100));
    await open('/sites');
    expect(await page.textContent('[aria-label="Mail"]')).toContain(
      'No mail goes out since Thursday 24 December 2026 at 9:00am.',
    );
    await page.getByRole('link', { name: 'See why' }).click();
    expect(await main()).toContain('did not accept our sign-in: "535 bad". Check SMTP_URL.');
    expect(await main()).toContain('Today at 9:01am one letter is tried; if it goes, all go.');
    await open('/mail');
    await press('Try one letter now');
    expect(await main()).toContain('One letter is tried within half a minute.');
    server.answer = { kind: 'sent', reply: '250 ok' };
    await lane.sendDue();
    await open('/mail');
    expect(await main()).not.toContain('No mail goes out');
  });
});
