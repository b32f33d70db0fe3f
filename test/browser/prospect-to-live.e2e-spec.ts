import { ratingsFile, ratingsRow } from '../builders/latest-ratings';
import { CaseWalk } from '../harness/case-walk';
import { describeWithChromium } from '../harness/chromium';
import { importFiles } from '../harness/import-files';
import { type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(120_000);

/**
 * One home from its first line in the register to a mailbox in use. Nothing is put in but by pages,
 * and by the links in letters as they are read in the mail tray; time is set, and the worker works.
 */
describeWithChromium('a case from prospect to live', (browser) => {
  let pages: RunningPages;
  let walk: CaseWalk;
  let lost = false;

  beforeAll(async () => {
    pages = await runPages('2026-11-02T09:30:00Z');
    walk = await CaseWalk.begin(pages, browser());
  }, 60_000);
  afterAll(async () => {
    await walk.end();
    await pages.close();
  });

  /** What comes after a step that failed would only fail too. */
  function step(name: string, act: () => Promise<void>): void {
    it(name, async () => {
      if (lost) throw new Error('An earlier step failed: see there.');
      lost = true;
      await act();
      lost = false;
    });
  }

  step(
    'brings the home in with the register, adds whom to write to, and opens its case',
    async () => {
      await walk.follow('Import the register');
      const rows = ['Amber Lodge', 'Birch House'].map((name, n) =>
        ratingsRow({
          'Location ID': `1-90000000${n + 1}`,
          'Location ODS Code': '',
          'Location Name': name,
        }),
      );
      await walk.page.setInputFiles('#file', {
        name: 'latest ratings 2026-11-01.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(ratingsFile(rows)),
      });
      await walk.press('See what it would change');
      await importFiles(pages.app);
      await walk.follow('Look again how far it is');
      await walk.press('Bring it in: exactly this');
      await importFiles(pages.app);
      expect(await walk.follow('Look again how far it is')).toContain(
        '2 of 2 rows were taken in full',
      );
      await walk.follow('Sites');
      await walk.follow('Amber Lodge');
      await walk.follow('Add an address');
      await walk.page.fill('#name', 'Sam Carter');
      await walk.page.fill('#email', 'sam@amber.example');
      await walk.press('Save the address');
      await walk.follow('Open a case');
      await walk.press('Open the case');
      walk.caseUrl = new URL(walk.page.url()).pathname;
      expect(await walk.standing()).toEqual({
        stage: 'Now: Prospect since 2 Nov',
        waitingOn: 'Us Ask the provider whether they would like help.',
        next: null,
      });
    },
  );

  step('invites the home, which agrees by the link', async () => {
    await walk.write('Invitation');
    await walk.later('2026-11-03T10:00:00Z');
    await walk.answerLetter(/./);
    await walk.press('Yes, please help us', walk.home);
    expect(
      await walk.look(walk.home, () => walk.home.locator('main form button').first().click()),
    ).toContain('Thank you');
    expect(await walk.standing()).toEqual({
      stage: 'Now: Checking eligibility since 3 Nov',
      waitingOn: 'Us Check that the site may have NHSmail and what is missing.',
      next: null,
    });
  });

  step('records DSPT and ODS code as the officer finds them', async () => {
    await walk.happened('A DSPT was published');
    await walk.page.getByLabel('Standards Met', { exact: true }).check();
    await walk.page.fill('#edition', '25/26');
    await walk.page.check('text=The site itself');
    await walk.page.fill('#on-day', '10');
    await walk.page.fill('#on-month', '6');
    await walk.press('Record the publication');
    await walk.happened('The ODS code is confirmed');
    await walk.page.fill('#code', 'VINV1');
    await walk.page.check('text=Yes, the same');
    await walk.press('Record the code');
    await walk.happened('We asked whether the site has NHSmail already');
    await walk.page.getByLabel('No accounts').check();
    await walk.press('Record it');
    expect(await walk.standing()).toEqual({
      stage: 'Now: Preparing since 3 Nov',
      waitingOn: 'Provider They choose the people, and gather mobiles and emails.',
      next: 'Letter: the DSPT runs out',
    });
  });

  step('has the people named by the home, on a telephone and without an account', async () => {
    await walk.write('What to gather');
    await walk.answerLetter(/five steps/);
    await walk.follow('Fill in the form for your staff', walk.home);
    const people = [
      ['Jo Field', 'Manager', '07700 900101', 'jo@amber.example', 'owner and administrator'],
      ['Kim Noor', 'Nurse', '07700 900102', 'kim@amber.example', 'owner'],
    ] as const;
    for (const [name, job, mobile, email, role] of people) {
      await walk.follow('Add somebody', walk.home);
      await walk.home.fill('#name', name);
      await walk.home.fill('#job', job);
      await walk.home.fill('#mobile', mobile);
      await walk.home.fill('#email', email);
      await walk.home.check(`[name=role][value="${role}"]`);
      await walk.press('Save', walk.home);
    }
    expect(await walk.press('Send the list', walk.home)).toContain('Thank you');
    expect(await walk.standing()).toEqual({
      stage: 'Now: Preparing since 3 Nov',
      waitingOn:
        'Us The list of people is in, with everything the portal asks for: look through it, then record that everything is prepared.',
      next: 'Letter: the DSPT runs out',
    });
  });

  step(
    'waits for a passcode by post: the letters go by themselves, and nobody answers',
    async () => {
      await walk.happened('Everything is prepared');
      await walk.press('Record it');
      expect(await walk.standing()).toEqual({
        stage: 'Now: Proving who they are since 3 Nov',
        waitingOn: 'Provider They need their CQC contact ID, or a passcode by post.',
        next: 'Letter: the DSPT runs out',
      });
      await walk.happened('A passcode was requested');
      await walk.page.check('text=By post');
      await walk.press('Record the request');
      expect(await walk.standing()).toEqual({
        stage: 'Now: Proving who they are since 3 Nov',
        waitingOn: 'Provider The passcode is in the post: look out for it.',
        next: 'Letter: the passcode is on its way',
      });
      await walk.later('2026-11-09T10:00:00Z');
      await walk.later('2026-11-11T10:00:00Z');
      expect(await walk.open('/mail-tray')).toContain('Has your NHSmail passcode come?');
      expect(await walk.standing()).toEqual({
        stage: 'Now: Proving who they are since 3 Nov',
        waitingOn: 'Provider The passcode is in the post: look out for it.',
        next: 'Call the home: has the passcode come?',
      });
    },
  );

  step(
    'shows the call on Today on the tenth day, and takes by one key that it was made',
    async () => {
      await walk.later('2026-11-13T10:00:00Z');
      expect(await walk.open('/')).toContain('Amber Lodge');
      await walk.page.keyboard.press('j');
      await walk.look(walk.page, () => walk.page.keyboard.press('v'));
      expect(await walk.page.locator('main').innerText()).toContain('Amber Lodge:');
      expect(await walk.open(walk.caseUrl)).toMatch(/voicemail left/i);
      expect(await walk.standing()).toEqual({
        stage: 'Now: Proving who they are since 3 Nov',
        waitingOn: 'Provider The passcode is in the post: look out for it.',
        next: 'Letter: the passcode runs out soon',
      });
    },
  );

  step('learns by the link that the passcode came, and that the form was sent', async () => {
    await walk.later('2026-11-16T11:00:00Z');
    await walk.answerLetter(/passcode/);
    await walk.press('The passcode has come', walk.home);
    await walk.press('Send this to Priya', walk.home);
    expect(await walk.standing()).toEqual({
      stage: 'Now: Ready to submit since 16 Nov',
      waitingOn: 'Provider The passcode is there: once nothing is missing, they submit.',
      next: 'Letter: the passcode runs out soon',
    });
    await walk.later('2026-11-17T11:00:00Z');
    await walk.answerLetter(/passcode come/);
    await walk.press('We have sent the form to NHSmail', walk.home);
    await walk.press('Send this to Priya', walk.home);
    expect(await walk.standing()).toEqual({
      stage: 'Now: Submitted since 17 Nov',
      waitingOn: 'NHSmail NHSmail replies within 48 hours.',
      next: 'Letter: what to expect from NHSmail',
    });
  });

  step('records the reply and the accounts', async () => {
    await walk.later('2026-11-18T10:00:00Z');
    await walk.happened('NHSmail replied');
    await walk.page.check('text=Accepted');
    await walk.press('Record the reply');
    for (const name of ['Jo Field', 'Kim Noor']) {
      await walk.happened('An account was created');
      if (await walk.page.getByLabel(name).count()) await walk.page.getByLabel(name).check();
      await walk.press('Record the account');
    }
    expect(await walk.standing()).toEqual({
      stage: 'Now: Activating accounts since 18 Nov',
      waitingOn: 'Account holders 2 of the people named have still to activate.',
      next: 'Letter: activate the account',
    });
  });

  step('is live once both have said by their links that they are in', async () => {
    await walk.later('2026-11-23T10:00:00Z');
    for (const place of [0, 1]) {
      await walk.answerLetter(/log in/i, place);
      await walk.press('I have logged in', walk.home);
      await walk.press('Send this to Priya', walk.home);
    }
    for (const name of ['Jo Field', 'Kim Noor']) {
      await walk.happened('Somebody opened the shared mailbox');
      if (await walk.page.getByLabel(name).count()) await walk.page.getByLabel(name).check();
      await walk.press('Record it');
    }
    expect(await walk.standing()).toEqual({
      stage: 'Now: Live since 23 Nov',
      waitingOn: 'Provider The mailbox is live: agree who checks it every day.',
      next: 'Letter: open the mailbox, or the account goes inactive',
    });
  });
});
