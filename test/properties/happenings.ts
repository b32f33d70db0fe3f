import fc from 'fast-check';

/** Something that may happen to a case, before it is known when. */
export interface Happening {
  type: string;
  /** Whether it has a day or an instant. */
  when: 'on' | 'at';
  /** The year an edition closes in, counted from the year it happens. */
  editionEnds?: number;
  parkedForDays?: number;
  [field: string]: unknown;
}

const onDay = (type: string, fields: object = {}) =>
  fc.constant<Happening>({ type, when: 'on', ...fields });
const atInstant = (type: string, fields: object = {}) =>
  fc.constant<Happening>({ type, when: 'at', ...fields });

const requested = fc
  .constantFrom('post', 'post', 'post', 'email')
  .map((channel): Happening => ({ type: 'otp-requested', when: 'on', channel }));

const replied = fc
  .constantFrom('accepted', 'rejected', 'already-exists', 'question')
  .map((outcome): Happening => ({ type: 'nhsmail-replied', when: 'at', outcome }));

const people = [
  { person: 'Ann Lee', mobile: '07700 900001', email: 'ann@home.example' },
  { person: 'Bob Roy', mobile: '07700 900002', email: 'bob@home.example' },
  { person: 'Cat Moss', mobile: '+447700900001', email: 'cat@home.example' },
  { person: 'Dan Day', mobile: '07700 900004', email: 'ann@home.example' },
  { person: 'Eve Ash', mobile: '01522 500000', email: 'eve@home.example' },
];

const personAdded = fc
  .record({
    who: fc.constantFrom(...people),
    all: fc.boolean(),
    override: fc.nat(5),
    role: fc.constantFrom(null, null, 'owner and administrator', 'member'),
  })
  .map(
    ({ who, all, override, role }): Happening => ({
      type: 'person-added',
      when: 'on',
      ...(all ? who : { person: who.person }),
      ...(role !== null ? { role } : {}),
      ...(override === 0 ? { override: 'they share it' } : {}),
    }),
  );

/** Mostly one person, so that their facts meet. */
const person = fc.constantFrom('Ann Lee', 'Ann Lee', 'Ann Lee', 'Bob Roy', 'Cat Moss');

const ofPerson = (...types: string[]) =>
  fc
    .tuple(fc.constantFrom(...types), person)
    .map(([type, name]): Happening => ({ type, when: 'on', person: name }));

const personWish = fc
  .tuple(fc.constantFrom('person-opted-out', 'person-opted-out', 'person-opted-in'), person)
  .map(([type, name]): Happening => ({ type, when: 'at', person: name, how: 'phone' }));

const ticket = (...types: string[]) =>
  fc
    .tuple(fc.constantFrom(...types), fc.constantFrom('INC1', 'INC1', 'INC2'))
    .map(([type, reference]): Happening => ({ type, when: 'at', reference }));

const asked = fc
  .constantFrom('the contact ID', 'the people')
  .map((about): Happening => ({ type: 'provider-asked', when: 'at', about }));

const published = fc
  .record({
    level: fc.constantFrom('exceeded', 'met', 'met', 'approaching', 'not-met', 'not-published'),
    editionEnds: fc.integer({ min: -2, max: 1 }),
    coverage: fc.constantFrom('own', 'inherited'),
  })
  .map((fields): Happening => ({ type: 'dspt-published', when: 'on', ...fields }));

const parked = fc.constantFrom(-1, 0, 1, 30).map(
  (parkedForDays): Happening => ({
    type: 'parked',
    when: 'at',
    reason: 'waits for the new manager',
    parkedForDays,
  }),
);

const odsCode = fc
  .constantFrom('VM1X2', 'A123', 'V12345', '8AB12', 'B1C2D')
  .map((code): Happening => ({ type: 'ods-code-confirmed', when: 'on', code }));

const passcodes = fc.oneof(
  { weight: 9, arbitrary: requested },
  { weight: 5, arbitrary: onDay('otp-issued') },
  { weight: 4, arbitrary: onDay('otp-received') },
  { weight: 2, arbitrary: atInstant('otp-used') },
  { weight: 1, arbitrary: atInstant('otp-used', { override: 'it worked all the same' }) },
  { weight: 2, arbitrary: onDay('contact-id-confirmed') },
  { weight: 5, arbitrary: atInstant('submitted') },
  { weight: 1, arbitrary: atInstant('submitted', { override: 'sent once more' }) },
  { weight: 4, arbitrary: replied },
);

const accounts = fc.oneof(
  { weight: 2, arbitrary: personAdded },
  { weight: 1, arbitrary: ofPerson('person-removed') },
  { weight: 3, arbitrary: ofPerson('account-created') },
  { weight: 3, arbitrary: ofPerson('account-activated') },
  { weight: 2, arbitrary: ofPerson('mailbox-opened') },
  { weight: 2, arbitrary: ofPerson('leaver-marked', 'joiner-confirmed') },
  { weight: 3, arbitrary: ofPerson('account-disabled', 'account-re-enabled') },
);

const questions = fc.oneof(
  { weight: 4, arbitrary: asked },
  { weight: 1, arbitrary: atInstant('provider-replied') },
  { weight: 4, arbitrary: ticket('ticket-raised') },
  { weight: 1, arbitrary: ticket('ticket-answered') },
  { weight: 3, arbitrary: atInstant('paused', { reason: 'flooded' }) },
  { weight: 3, arbitrary: atInstant('resumed') },
  { weight: 1, arbitrary: parked },
  { weight: 2, arbitrary: fc.oneof(onDay('site-dormant'), onDay('site-reopened')) },
);

const notes = fc.oneof(
  onDay('case-opened'),
  onDay('agreed'),
  onDay('declined'),
  onDay('preparation-complete'),
  odsCode,
  atInstant('note-added', { text: 'rang them' }),
  atInstant('handed-over', { officer: '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11' }),
);

/** What may happen to a case; what starts and stops clocks happens most. */
export const happening = fc.oneof(
  { weight: 10, arbitrary: passcodes },
  { weight: 9, arbitrary: accounts },
  { weight: 9, arbitrary: questions },
  { weight: 4, arbitrary: published },
  { weight: 2, arbitrary: fc.oneof(atInstant('opted-out'), atInstant('opted-in')) },
  { weight: 2, arbitrary: personWish },
  { weight: 1, arbitrary: onDay('site-deregistered') },
  { weight: 1, arbitrary: atInstant('closed', { reason: 'declined' }) },
  { weight: 1, arbitrary: atInstant('reopened') },
  { weight: 2, arbitrary: notes },
  {
    weight: 4,
    arbitrary: fc.nat(11).map((fact): Happening => ({ type: 'retracted', when: 'at', fact })),
  },
);

/** What sets clocks going, days before the story is told or as it goes on. */
export const starting = fc.oneof(
  { weight: 3, arbitrary: requested },
  { weight: 2, arbitrary: atInstant('submitted') },
  { weight: 2, arbitrary: ofPerson('account-created', 'account-disabled', 'leaver-marked') },
  { weight: 2, arbitrary: asked },
  { weight: 1, arbitrary: ticket('ticket-raised') },
  { weight: 2, arbitrary: published },
);
