import { z } from 'zod';

const reason = z.string().trim().min(1, 'say why').max(500);

/**
 * Every kind of fact that may be recorded about a case, what it is called on the page, whether it
 * happens on a day or at an instant, and the fields it carries besides.
 */
export const factTypes = {
  'case-opened': { moment: 'on', label: 'Case opened', fields: z.strictObject({}) },
  agreed: {
    moment: 'on',
    label: 'Provider agreed to be helped',
    fields: z.strictObject({}),
  },
  'contact-id-confirmed': {
    moment: 'on',
    label: 'Provider has their CQC contact ID',
    fields: z.strictObject({}),
  },
  'otp-requested': {
    moment: 'on',
    label: 'Passcode requested',
    fields: z.strictObject({ channel: z.enum(['post', 'email']) }),
  },
  'otp-issued': {
    moment: 'on',
    label: 'Issue date of the passcode learned',
    fields: z.strictObject({}),
  },
  'otp-received': { moment: 'on', label: 'Passcode arrived', fields: z.strictObject({}) },
  'otp-used': { moment: 'at', label: 'Passcode used', fields: z.strictObject({}) },
  submitted: { moment: 'at', label: 'Application submitted', fields: z.strictObject({}) },
  'nhsmail-replied': {
    moment: 'at',
    label: 'NHSmail replied',
    fields: z.strictObject({
      outcome: z.enum(['accepted', 'rejected', 'already-exists', 'question']),
    }),
  },
  'opted-out': {
    moment: 'at',
    label: 'Provider asked for no reminders',
    fields: z.strictObject({}),
  },
  'opted-in': { moment: 'at', label: 'Provider wants reminders again', fields: z.strictObject({}) },
  'note-added': {
    moment: 'at',
    label: 'Note',
    fields: z.strictObject({ text: z.string().trim().min(1, 'write the note').max(4000) }),
  },
  'handed-over': {
    moment: 'at',
    label: 'Handed over to another officer',
    fields: z.strictObject({ officer: z.uuid('name the officer by id') }),
  },
  closed: { moment: 'at', label: 'Case closed', fields: z.strictObject({ reason }) },
  reopened: { moment: 'at', label: 'Case reopened', fields: z.strictObject({}) },
  retracted: {
    moment: 'at',
    label: 'Fact retracted',
    fields: z.strictObject({ fact: z.string().min(1, 'name the fact to retract') }),
  },
} as const satisfies Record<string, { moment: 'on' | 'at'; label: string; fields: z.ZodObject }>;

export type FactType = keyof typeof factTypes;

/** Recorded by the machine when a rung fires; nobody can post it. */
export const followUpFired = 'follow-up-fired';

export const isFactType = (type: string): type is FactType => Object.hasOwn(factTypes, type);
