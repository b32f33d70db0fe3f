import type { HandKind } from '@app/cases';
import { longestTexts } from '@app/cases';
import { letterKind } from '@app/letters';

/** A box to write in. */
export interface WriteBox {
  name: 'about' | 'title' | 'text';
  label: string;
  hint: string;
  rows: number | null;
  most: number;
}

/** What the page asks before a letter can be previewed. */
export interface WriteForm {
  title: string;
  lead: string;
  boxes: readonly WriteBox[];
  /** Whether it is about one of the people, and how that is asked. */
  about: string | null;
}

const own: Partial<Record<HandKind, Omit<WriteForm, 'about'>>> = {
  ask: {
    title: 'Ask them something',
    lead: 'If nobody answers they are reminded after 5 and 10 working days, and after 20 you are asked to ring them.',
    boxes: [
      {
        name: 'about',
        label: 'What do you need to know?',
        hint: 'It stands in the letter and in the reminders, for example: the names of the staff who need an account',
        rows: null,
        most: longestTexts.about,
      },
    ],
  },
  reminder: {
    title: 'Send a reminder now',
    lead: 'The ladder goes on by itself, but does not say the same on that day or the next.',
    boxes: [],
  },
  free: {
    title: 'Write a letter',
    lead: 'Your own words, in the frame of every other letter. No passcodes, passwords or private numbers.',
    boxes: [
      {
        name: 'title',
        label: 'Heading',
        hint: 'For example: Our talk on the phone',
        rows: null,
        most: longestTexts.title,
      },
      {
        name: 'text',
        label: 'The letter',
        hint: 'Each line becomes a paragraph',
        rows: 8,
        most: longestTexts.text,
      },
    ],
  },
};

const aboutWhom: Partial<Record<HandKind, string>> = {
  joiner: 'Who is joining?',
  'owner-change': 'Which owner goes?',
};

export function writeForm(kind: HandKind): WriteForm {
  const about = aboutWhom[kind] ?? null;
  const form = own[kind];
  if (form) return { ...form, about };
  // Every other one is of the kinds of letters.
  const { name } = letterKind(kind as Exclude<HandKind, 'reminder'>);
  return { title: name, lead: 'It is filled in from what the case knows.', boxes: [], about };
}
