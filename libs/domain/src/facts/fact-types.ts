import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { callMatters, callOutcomes } from '../calls/matters';
import { normaliseMobile } from '../identifiers/uk-mobile';
import { stallCodes } from '../stalls/stall-codes';
import { londonDay } from '../time/london';

const words = (missing: string, longest: number) => z.string().trim().min(1, missing).max(longest);

const reason = words('say why', 500);
const person = words('name the person', 100);
const reference = words('give the reference of the ticket', 60);

const stall = z.enum(stallCodes, {
  error: `choose the reason: one of ${stallCodes.join(', ')}`,
});

/** A day, or an instant, of which the Europe/London day is kept. */
const day = z
  .union([z.iso.date('give the day as YYYY-MM-DD'), z.iso.datetime({ offset: true })])
  .overwrite((text) =>
    text.includes('T') ? londonDay(Temporal.Instant.from(text)).toString() : text,
  );

/** `25/26` or `2025-26`: two years that follow each other; kept as `25/26`. */
const edition = z
  .string()
  .trim()
  .regex(/^(?:20)?\d{2}[-/](?:20)?\d{2}$/, { error: 'give the edition as 25/26', abort: true })
  .overwrite((text) => text.replace(/20(?=\d{2}(?:\D|$))/g, '').replace('-', '/'))
  .refine(
    (text) => (Number(text.slice(0, 2)) + 1) % 100 === Number(text.slice(3)),
    'an edition runs over two years that follow each other, such as 25/26',
  );

/** DSPT levels, best first (domain rules, section 2). */
export const dsptLevels = ['exceeded', 'met', 'approaching', 'not-met', 'not-published'] as const;

/** Who said whether letters are wanted: a word, since a name would be kept for ever. */
export const askers = ['reader', 'manager', 'head-office', 'somebody-else'] as const;

export type Asker = (typeof askers)[number];

/** How somebody said something. */
export const waysTold = ['phone', 'email', 'post', 'in-person', 'answer-page'] as const;

export type WayTold = (typeof waysTold)[number];

/** What may be said of a wish about letters besides its moment. */
const wish = { asker: z.enum(askers).optional(), how: z.enum(waysTold).optional() };

export type DsptLevel = (typeof dsptLevels)[number];

interface FactTypeSpec {
  /** Whether it happens on a Europe/London day or at an instant. */
  moment: 'on' | 'at';
  /** What it is called on the page. */
  label: string;
  /** The fields it carries besides its moment. */
  fields: z.ZodObject;
}

const onDay = <S extends z.ZodRawShape = Record<never, never>>(label: string, shape?: S) =>
  ({
    moment: 'on',
    label,
    fields: z.strictObject((shape ?? {}) as S),
  }) as const;

const atInstant = <S extends z.ZodRawShape = Record<never, never>>(label: string, shape?: S) =>
  ({
    moment: 'at',
    label,
    fields: z.strictObject((shape ?? {}) as S),
  }) as const;

/** Every kind of fact that may be recorded about a case. */
export const factTypes = {
  'case-opened': onDay('Case opened'),
  agreed: onDay('Provider agreed to be helped'),
  declined: onDay('Provider declined'),
  'ods-code-confirmed': onDay('ODS code confirmed', {
    code: words('give the ODS code', 10).toUpperCase(),
    // Whether ODS shows the same postcode for it as CQC shows for the site, once somebody has looked.
    postcode: z.enum(['agrees', 'differs']).optional(),
  }),
  'nhsmail-checked': onDay('Asked about existing NHSmail', {
    found: z.enum(['none', 'accounts']),
  }),
  'dspt-published': onDay('DSPT published', {
    level: z.enum(dsptLevels),
    edition,
    coverage: z.enum(['own', 'inherited']),
  }),
  'contact-id-confirmed': onDay('Provider has their CQC contact ID'),
  'otp-requested': onDay('Passcode requested', { channel: z.enum(['post', 'email']) }),
  'otp-issued': onDay('Issue date of the passcode learned'),
  'otp-received': onDay('Passcode arrived'),
  'otp-used': atInstant('Passcode used'),
  'person-added': onDay('Person named', {
    person,
    mobile: words('give the mobile number', 30).overwrite(normaliseMobile).optional(),
    email: words('give the email address', 254).toLowerCase().optional(),
    role: words('give the role', 40).toLowerCase().optional(),
    // What they do at the home; `role` is what they are to the shared mailbox.
    job: words('give the role in the home', 60).optional(),
  }),
  'person-removed': onDay('Person taken off', { person }),
  'preparation-complete': onDay('Preparation complete'),
  submitted: atInstant('Application submitted'),
  'nhsmail-replied': atInstant('NHSmail replied', {
    outcome: z.enum(['accepted', 'rejected', 'already-exists', 'question']),
  }),
  'account-created': onDay('Account created', { person }),
  'account-activated': onDay('Account activated', { person }),
  'mailbox-opened': onDay('Shared mailbox opened', { person }),
  'leaver-marked': onDay('Marked as a leaver', { person }),
  'joiner-confirmed': onDay('Joined elsewhere', { person }),
  'account-disabled': onDay('Account disabled', { person }),
  'account-re-enabled': onDay('Account enabled again', { person }),
  'ticket-raised': atInstant('Helpdesk ticket raised', { reference }),
  'ticket-answered': atInstant('Helpdesk ticket answered', { reference }),
  'provider-asked': atInstant('Provider asked', { about: words('say what it is about', 200) }),
  'provider-replied': atInstant('Provider replied'),
  'call-made': atInstant('Call', {
    outcome: z.enum(callOutcomes),
    about: z.enum(callMatters),
    // The day on which the matter comes up again on the Today page.
    again: day.optional(),
  }),
  'opted-out': atInstant('Provider asked for no reminders', wish),
  'opted-in': atInstant('Provider wants reminders again', wish),
  'person-opted-out': atInstant('Person asked for no letters', { person, ...wish }),
  'person-opted-in': atInstant('Person wants letters again', { person, ...wish }),
  paused: atInstant('Case paused', { reason }),
  resumed: atInstant('Case resumed'),
  parked: atInstant('Case parked', { until: day, reason }),
  'note-added': atInstant('Note', { text: words('write the note', 4000) }),
  'stall-noted': atInstant('Reason it has stalled', { stall }),
  'stall-cleared': atInstant('Stall resolved', { stall }),
  'site-deregistered': onDay('Site deregistered by CQC'),
  'site-dormant': onDay('Site dormant'),
  'site-reopened': onDay('Site open again'),
  'handed-over': atInstant('Handed over to another officer', {
    officer: words('name the officer by id', 100),
  }),
  closed: atInstant('Case closed', { reason }),
  reopened: atInstant('Case reopened'),
  retracted: atInstant('Fact retracted', { fact: words('name the fact to retract', 100) }),
} as const satisfies Record<string, FactTypeSpec>;

export type FactType = keyof typeof factTypes;

/** Recorded by the machine when a rung fires; nobody can post it. */
export const followUpFired = 'follow-up-fired';

export const isFactType = (type: string): type is FactType => Object.hasOwn(factTypes, type);
