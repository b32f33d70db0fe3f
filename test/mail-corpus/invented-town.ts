import type { Known, KnownCase, KnownLetter } from '@app/letters';

/** Invented homes, people and letters that the messages of the corpus are about. */
export const ourAddress = 'caseload@association.example';
export const ourDomain = 'association.example';
export const officer = 'Sam Carter';

const home = (caseId: string, homeName: string, more: Partial<KnownCase>): KnownCase => ({
  caseId,
  isOpen: true,
  homeName,
  town: 'Lincoln',
  postcode: null,
  cqcLocationId: null,
  odsCode: null,
  domains: [],
  lastWrittenAt: null,
  ...more,
});

export const cases = {
  oak: home('case-oak', 'Oak House Care Home', {
    postcode: 'LN1 3AA',
    cqcLocationId: '1-123456789',
    odsCode: 'VLX01',
    domains: ['oakhouse.example'],
  }),
  beech: home('case-beech', 'Beech Court Nursing Home', {
    postcode: 'LN5 8BB',
    cqcLocationId: '1-223456789',
    odsCode: 'VLX02',
    domains: ['bramleycare.example'],
  }),
  willow: home('case-willow', 'Willow Lodge', {
    town: 'Boston',
    postcode: 'PE21 6HH',
    cqcLocationId: '1-323456789',
    odsCode: 'VLX03',
    domains: ['bramleycare.example'],
  }),
  anne: home('case-anne', "St Anne's Residential Home", {
    town: 'Grantham',
    postcode: 'NG31 7DD',
    cqcLocationId: '1-423456789',
    odsCode: 'VLX04',
    domains: ['stannes.example'],
  }),
  mill: home('case-mill', 'Mill Lane Home Care', {
    isOpen: false,
    town: 'Sleaford',
    postcode: 'NG34 9EE',
    domains: ['milllane.example'],
  }),
  fern: home('case-fern', 'Fern Bank', { postcode: 'LN2 4FF', domains: ['gmail.example'] }),
} as const;

const letter = (n: number, to: string, about: readonly KnownCase[]) => ({
  letterId: `0190f6a4-5c11-7000-8000-00000000000${n}`,
  to,
  about,
});

/** Each went to one address. */
export const letters = {
  /** To the manager of Oak House. */
  oak: letter(1, 'jane.smith@oakhouse.example', [cases.oak]),
  /** To the group manager, about both of her homes. */
  bramley: letter(2, 'priya.nair@bramleycare.example', [cases.beech, cases.willow]),
  beech: letter(3, 'office@beechcourt.example', [cases.beech]),
  /** Of last year; its manager works at Willow Lodge now. */
  anne: letter(4, 'tom.reed@mailbox.example', [cases.anne]),
  mill: letter(5, 'ruth@milllane.example', [cases.mill]),
  fern: letter(6, 'fernbank@gmail.example', [cases.fern]),
  /** A second one to Oak House. */
  oakAgain: letter(7, 'jane.smith@oakhouse.example', [cases.oak]),
} as const;
export type LetterName = keyof typeof letters;

export const messageIdOf = (name: LetterName): string => `${letters[name].letterId}@${ourDomain}`;

/** Stands for a signed reply address; only these are right. */
export const replyAddressOf = (name: LetterName): string =>
  `caseload+r.${name.toLowerCase()}.k3m5x7@${ourDomain}`;

const recorded: Readonly<Record<string, readonly KnownCase[]>> = {
  'jane.smith@oakhouse.example': [cases.oak],
  'priya.nair@bramleycare.example': [cases.beech, cases.willow],
  'office@beechcourt.example': [cases.beech],
  'tom.reed@mailbox.example': [cases.willow],
  'ruth@milllane.example': [cases.mill],
  'fernbank@gmail.example': [cases.fern],
};

const known = (one: (typeof letters)[LetterName]): KnownLetter => ({
  letterId: one.letterId,
  cases: one.about,
  wentTo: (address) => address === one.to,
  domain: one.to.split('@')[1] ?? null,
});

/** What the database would answer. */
export const townKnown: Known = {
  messageDomains: [ourDomain],
  letterOfReplyAddress: (address) => {
    const name = (Object.keys(letters) as LetterName[]).find(
      (one) => replyAddressOf(one) === address,
    );
    return name ? letters[name].letterId : null;
  },
  letter: (id) => {
    const found = Object.values(letters).find(({ letterId }) => letterId === id);
    return found ? known(found) : null;
  },
  hasLeft: () => false,
  casesOfAddress: (address) => recorded[address] ?? [],
  candidates: Object.values(cases),
};

/** One of our letters, as plain text. */
export const letterText = `Thursday 19 November 2026
Oak House Care Home, Lincoln

Dear manager,

Did you see my question?

On Thursday 12 November 2026 I asked you about this: the names of the
people who will use NHSmail. I have not heard back yet.

What to do:
Please reply to this email. One line is enough. If this is a bad time,
reply with the word LATER.

If it is not clear what I need, tell me and I will call you.

Sam Carter
sam.carter@association.example

Never put a passcode or a password in an email, not even to me.

Why you got this: Oak House Care Home is signing up for NHSmail (now
called NHS.net Connect), and I am helping. Our system sent this letter
for me.

To stop these letters, reply with the word STOP. You can still ask me
for help.`;

export const letterSubject = 'Did you see my question?';
