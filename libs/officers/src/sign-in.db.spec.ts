import { Database, Sealer, SettableClock } from '@app/platform';
import { hash } from '@node-rs/argon2';
import { codeOfApp } from '../../../test/builders/authenticator-app';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import { testFieldKey } from '../../../test/harness/engine';
import { Invitations } from './invitations/invitations.service';
import type { Officer } from './officer';
import { Officers } from './officers.service';
import { Passwords } from './password/passwords.service';
import { ResetSignIn } from './second-factor/reset-sign-in.service';
import { SecondFactor } from './second-factor/second-factor.service';
import { newTotpSecret } from './second-factor/totp';

const start = '2026-12-24T09:00:00Z';
const good = 'teapot ladder comet wool';

describe('what officers sign in with', () => {
  const clock = new SettableClock(start);
  let server: TestDatabase;
  let db: Database;
  let officers: Officers;
  let passwords: Passwords;
  let secondFactor: SecondFactor;
  let ann: Officer;

  beforeAll(async () => {
    server = await testDatabase();
    db = new Database(server.url);
    officers = new Officers(db, clock);
    passwords = new Passwords(db, clock, { associationName: 'Bedfordshire Care' });
    secondFactor = new SecondFactor(db, clock, new Sealer(testFieldKey));
    ann = await officers.add({ email: 'ann@example.org', name: 'Ann', role: 'lead' });
  });
  beforeEach(() => clock.set(start));
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  describe('Passwords', () => {
    it('opens for the address, however it was typed, and the password as it was set', async () => {
      expect(await passwords.setAt(ann.id)).toBeNull();
      await passwords.set(ann, good, null);
      expect(await passwords.setAt(ann.id)).toBe(start);
      expect(await passwords.check(' ANN@example.org ', good)).toEqual(ann);
      expect(await passwords.check(ann.email, good.toUpperCase())).toBeNull();
      expect(await passwords.isRight(ann.id, good)).toBe(true);
      expect(await passwords.isRight(ann.id, `${good} `)).toBe(false);
    });

    it('keeps none of it in the clear', async () => {
      const rows = await db.query<{ row: string }>('SELECT p::text AS row FROM officer_password p');
      expect(rows.map((r) => r.row).join()).not.toContain('teapot');
    });

    it('opens for nobody who is unknown, disabled or has none', async () => {
      const leaver = await officers.add({ email: 'l@example.org', name: 'L', role: 'lead' });
      expect(await passwords.check(leaver.email, '')).toBeNull();
      await passwords.set(leaver, good, null);
      expect(await passwords.check(leaver.email, good)).toEqual(leaver);
      await officers.disable(leaver.id);
      expect(await passwords.check(leaver.email, good)).toBeNull();
      expect(await passwords.check('nobody@example.org', good)).toBeNull();
    });

    it('refuses a bad one and keeps the good one', async () => {
      await expect(passwords.set(ann, 'password123456', null)).rejects.toMatchObject({
        name: 'BadInput',
        code: 'password-common',
      });
      expect(await passwords.isRight(ann.id, good)).toBe(true);
    });

    it('makes an outdated hash anew at the next sign-in', async () => {
      const old = await hash(good, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
      await db.query('UPDATE officer_password SET hash = $2 WHERE officer_id = $1', [ann.id, old]);
      expect(await passwords.check(ann.email, good)).toEqual(ann);
      const [row] = await db.query<{ hash: string }>(
        'SELECT hash FROM officer_password WHERE officer_id = $1',
        [ann.id],
      );
      expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(await passwords.check(ann.email, good)).toEqual(ann);
    });
  });

  describe('SecondFactor', () => {
    const secret = newTotpSecret();
    let codes: string[];

    it('is set up by a code that the app shows, and by no other', async () => {
      expect(await secondFactor.state(ann.id)).toBeNull();
      expect(await secondFactor.setUp(ann.id, secret, '000000', null)).toBeNull();
      expect(await secondFactor.state(ann.id)).toBeNull();
      codes =
        (await secondFactor.setUp(ann.id, secret, codeOfApp(secret, clock.now()), null)) ?? [];
      expect(codes).toHaveLength(10);
      expect(new Set(codes).size).toBe(10);
      for (const code of codes) expect(code).toMatch(/^[2-9b-z]{4}-[2-9b-z]{4}-[2-9b-z]{4}$/);
      expect(await secondFactor.state(ann.id)).toEqual({ setAt: start, codesLeft: 10 });
    });

    it('keeps neither secret nor recovery codes in the clear', async () => {
      const rows = await db.query<{ row: string }>(
        'SELECT f::text AS row FROM second_factor f UNION ALL SELECT c::text FROM recovery_code c',
      );
      const text = rows.map((r) => r.row).join();
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('hex'));
      for (const code of codes) expect(text).not.toContain(code);
    });

    it('does not take the code it was set up by, nor any code twice', async () => {
      const code = codeOfApp(secret, clock.now());
      expect(await secondFactor.take(ann.id, code)).toBe(false);
      clock.set('2026-12-24T09:01:00Z');
      const next = codeOfApp(secret, clock.now());
      expect(await secondFactor.take(ann.id, next)).toBe(true);
      expect(await secondFactor.take(ann.id, next)).toBe(false);
    });

    it('takes no code from before one that was used', async () => {
      clock.set('2026-12-24T09:02:00Z');
      const before = codeOfApp(secret, clock.now());
      clock.set('2026-12-24T09:02:30Z');
      expect(await secondFactor.take(ann.id, codeOfApp(secret, clock.now()))).toBe(true);
      expect(await secondFactor.take(ann.id, before)).toBe(false);
    });

    it('takes a code from exactly one of 50 who send it at once', async () => {
      clock.set('2026-12-24T09:03:30Z');
      const code = codeOfApp(secret, clock.now());
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => secondFactor.take(ann.id, code)),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('takes each recovery code once, however it is typed', async () => {
      const [first = '', second = ''] = codes;
      expect(await secondFactor.takeRecoveryCode(ann.id, first)).toBe(9);
      expect(await secondFactor.takeRecoveryCode(ann.id, first)).toBeNull();
      const typed = ` ${second.toUpperCase().replaceAll('-', ' ')} `;
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => secondFactor.takeRecoveryCode(ann.id, typed)),
      );
      expect(answers.filter((left) => left !== null)).toEqual([8]);
      expect(await secondFactor.takeRecoveryCode(ann.id, 'k7mw-2xpd-9qfh')).toBeNull();
      expect(await secondFactor.takeRecoveryCode(ann.id, '')).toBeNull();
    });

    it('takes none of the old recovery codes when there are new ones', async () => {
      const old = codes[5] ?? '';
      codes = await secondFactor.renewCodes(ann.id);
      expect(await secondFactor.state(ann.id)).toMatchObject({ codesLeft: 10 });
      expect(await secondFactor.takeRecoveryCode(ann.id, old)).toBeNull();
      expect(await secondFactor.takeRecoveryCode(ann.id, codes[5] ?? '')).toBe(9);
    });

    it('does not open a secret that was moved to another officer', async () => {
      const other = await officers.add({ email: 'eve@example.org', name: 'Eve', role: 'officer' });
      await db.query(
        `INSERT INTO second_factor (officer_id, secret, last_step, set_at)
         SELECT $2, secret, 0, set_at FROM second_factor WHERE officer_id = $1`,
        [ann.id, other.id],
      );
      await expect(
        secondFactor.take(other.id, codeOfApp(secret, clock.now())),
      ).rejects.toMatchObject({ code: 'cannot-open-sealed-value' });
    });

    it('is gone after a reset, and so is the password if that was asked for', async () => {
      const reset = new ResetSignIn(db, passwords, secondFactor);
      expect(await reset.secondFactorOf(ann.id)).toEqual(ann);
      expect(await secondFactor.state(ann.id)).toBeNull();
      expect(await secondFactor.takeRecoveryCode(ann.id, codes[6] ?? '')).toBeNull();
      expect(await passwords.setAt(ann.id)).not.toBeNull();
      await reset.everythingOf(ann.id);
      expect(await passwords.check(ann.email, good)).toBeNull();
      await expect(
        reset.everythingOf('00000000-0000-4000-8000-000000000000'),
      ).rejects.toMatchObject({ name: 'NotFound' });
    });
  });

  describe('Invitations', () => {
    let invitations: Invitations;
    const tokenIn = (url: string) => url.split('/').at(-1) ?? '';
    const by = 'officer:00000000-0000-4000-8000-000000000001';
    beforeAll(() => {
      const config = { publicUrl: 'https://caseload.example.org' };
      invitations = new Invitations(db, clock, officers, config);
    });

    it('makes an officer, and a link that opens once within 72 hours', async () => {
      const { officer, link } = await invitations.invite(
        { email: 'new@example.org', name: 'New', role: 'officer' },
        by,
      );
      expect(link).toEqual({
        url: expect.stringMatching(/^https:\/\/caseload\.example\.org\/invitation\/[\w-]{43}$/),
        expiresAt: '2026-12-27T09:00:00Z',
      });
      const token = tokenIn(link.url);
      expect(await invitations.open()).toEqual([
        { officerId: officer.id, expiresAt: '2026-12-27T09:00:00Z' },
      ]);
      expect(await invitations.isGood(token, 'officer')).toBe(true);
      expect(await invitations.isGood(token, 'first-officer')).toBe(false);
      const answers = await Promise.all(Array.from({ length: 20 }, () => invitations.spend(token)));
      expect(answers.filter((one) => one !== null)).toEqual([officer]);
      expect(await invitations.isGood(token, 'officer')).toBe(false);
      expect(await invitations.open()).toEqual([]);
    });

    it('opens nothing once too old, taken back, sent anew, or its officer disabled', async () => {
      const { officer, link } = await invitations.invite(
        { email: 'late@example.org', name: 'Late', role: 'viewer' },
        by,
      );
      const again = await invitations.resend(officer.id, by);
      expect(await invitations.spend(tokenIn(link.url))).toBeNull();
      clock.set('2026-12-27T09:00:00Z');
      expect(await invitations.spend(tokenIn(again.link.url))).toBeNull();
      const third = await invitations.resend(officer.id, by);
      await invitations.revoke(officer.id);
      expect(await invitations.spend(tokenIn(third.link.url))).toBeNull();
      const fourth = await invitations.resend(officer.id, by);
      await officers.disable(officer.id);
      expect(await invitations.isGood(tokenIn(fourth.link.url), 'officer')).toBe(false);
      expect(await invitations.spend(tokenIn(fourth.link.url))).toBeNull();
      await expect(invitations.resend(officer.id, by)).rejects.toMatchObject({ name: 'NotFound' });
    });

    it('makes the first officer once, a lead, where there is none', async () => {
      expect(await invitations.forFirstOfficer()).toBeNull();
      const empty = await testDatabase();
      const emptyDb = new Database(empty.url);
      try {
        const there = new Officers(emptyDb, clock);
        const first = new Invitations(emptyDb, clock, there, { publicUrl: 'http://localhost' });
        const old = tokenIn((await first.forFirstOfficer())?.url ?? '');
        const token = tokenIn((await first.forFirstOfficer())?.url ?? '');
        expect(await first.isGood(old, 'first-officer')).toBe(false);
        expect(await first.isGood(token, 'first-officer')).toBe(true);
        await expect(first.makeFirstOfficer(token, { name: '', email: 'x' })).rejects.toMatchObject(
          { name: 'BadInput' },
        );
        const answers = await Promise.all(
          Array.from({ length: 5 }, (_, n) =>
            first.makeFirstOfficer(token, { name: `Lead ${n}`, email: `lead${n}@example.org` }),
          ),
        );
        expect(answers.filter((one) => one !== null)).toEqual([
          expect.objectContaining({ role: 'lead' }),
        ]);
        expect(await first.isGood(token, 'first-officer')).toBe(false);
      } finally {
        await emptyDb.close();
        await empty.drop();
      }
    });
  });
});
