import { CasesService, DeliverWebhooks, FireDueService } from '@app/cases';
import { SignInLinks } from '@app/officers';
import type { Page } from 'playwright-core';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';
import { type Treatment, WebhookReceiver } from '../harness/webhook-receiver';

jest.setTimeout(60_000);

describeWithChromium('what leaves the building', (browser) => {
  let pages: RunningPages;
  let page: Page;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    pages = await runPages('2026-11-24T09:30:00Z', { webhooksMayReachInside: true });
    receiver = await WebhookReceiver.start();
    const { app, db } = pages;
    const lead = await buildOfficer(db, { name: 'Lena Lead', role: 'lead' });
    const { locationId } = await buildSite(db, { name: 'The Larches', town: 'Spalding' });
    const cases = app.get(CasesService);
    const { id } = await cases.open({ locationId, officerId: lead, on: '2026-11-02' }, 'officer:x');
    const asked = { type: 'otp-requested', on: '2026-10-30', channel: 'post' };
    await cases.record(id, asked, 'officer:x');
    await app.get(FireDueService).drain();
    page = await browser().newPage();
    page.setDefaultTimeout(20_000);
    const { url } = await app.get(SignInLinks).make(lead);
    await page.goto(pages.url + new URL(url).pathname);
    await page.click('main button');
  }, 60_000);
  afterAll(async () => {
    await page.close();
    await pages.close();
    await receiver.close();
  });

  async function good(
    response: { text(): Promise<string>; status(): number } | null,
    status = 200,
  ) {
    const body = (await response?.text()) ?? '';
    expect([page.url(), response?.status()]).toEqual([page.url(), status]);
    expect([page.url(), ...(await faultsOf(page, body))]).toEqual([page.url()]);
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  const open = async (path: string): Promise<void> => good(await page.goto(pages.url + path));

  async function press(name: string, status = 200): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === 'document' && r.status() !== 303),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    await page.waitForLoadState();
    await good(response, status);
  }

  const main = (): Promise<string> => page.innerText('main');

  it('lets a lead add a webhook, try it, and see what it answered', async () => {
    await open('/settings/webhooks');
    expect(await main()).toContain('There is no webhook yet.');
    await page.fill('#url', 'http://example.org/in');
    await press('Add the webhook', 422);
    expect(await main()).toContain('Give an address that begins with https');
    await page.fill('#url', receiver.url);
    await press('Add the webhook');
    const secret = /whsec_[\w+/=]+/.exec(await main())?.[0] ?? '';
    await page.click('text=I have copied it');
    await press('Send a test');
    const treatments: Treatment[] = ['refuse', 'take', 'take'];
    receiver.treat = (nth) => treatments[nth] ?? 'take';
    await pages.app.get(DeliverWebhooks).drain();
    await page.reload();
    expect(await main()).toContain('Answered 503.');
    expect(await main()).toContain('Not answering');
    pages.clock.set(pages.clock.now().add({ seconds: 6 }));
    await pages.app.get(DeliverWebhooks).drain();
    await open(new URL(page.url()).pathname);
    expect(await main()).toContain('Taken in');
    expect(receiver.arrived.map((one) => receiver.isSignedBy(secret, one))).toEqual([true]);
    await page.fill('#after', 'some');
    await press('Send again', 422);
    await page.fill('#after', '0');
    await press('Send again');
    expect(await main()).toContain('1 delivery is sent again.');
    await press('Pause');
    expect(await main()).toContain('Paused by a lead');
    await press('Make a new secret');
    expect(await main()).toContain('The former secret signs as well until tomorrow at 9:30am');
    await page.click('text=I have copied it');
    await page.click('text=Delete this webhook');
    await press('Delete the webhook');
    expect(await main()).toContain('It is deleted');
  });

  it('gives an officer the address of their calendar once, and takes it back', async () => {
    await open('/account/calendar');
    await press('Make an address');
    const path = /\/calendar\/[\w-]{43}\.ics/.exec(await main())?.[0] ?? '';
    const { status, text } = await page.evaluate<{ status: number; text: string }>(
      `fetch('${path}').then(async (r) => ({ status: r.status, text: await r.text() }))`,
    );
    expect([status, text.slice(0, 15)]).toEqual([200, 'BEGIN:VCALENDAR']);
    await open('/account/calendar');
    expect(await main()).not.toContain('.ics');
    await press('Revoke the address');
    expect(await main()).toContain('The address opens nothing any more');
  });

  it('shows what the morning letter would say, and keeps when it comes', async () => {
    await open('/account/morning-letter');
    expect(await main()).toContain(
      'The Larches, Spalding: passcode good to the end of Friday 27 November',
    );
    await page.check('#wish-2');
    await press('Keep this');
    expect(await main()).toContain('Your choice is kept.');
    expect(await page.isChecked('#wish-2')).toBe(true);
  });
});
