import type { Wording } from '@app/letters';
import { type FormBody, textOf } from '../forms/form';

/** The places of a wording as fields of a form; news and more are one text each. */
export const wordingFields = ['subject', 'heading', 'news', 'action', 'button', 'more'] as const;

export type WordingField = (typeof wordingFields)[number];

/** What the form holds: paragraphs stand apart by an empty line. */
export type WordingText = Record<WordingField, string>;

export const asText = (wording: Wording): WordingText => ({
  ...wording,
  news: wording.news.join('\n\n'),
  more: wording.more.join('\n\n'),
});

export function readWordingForm(body: FormBody): { text: WordingText; wording: Wording } {
  const text = Object.fromEntries(
    wordingFields.map((field) => [field, textOf(body, field).replace(/\r\n?/g, '\n')]),
  ) as WordingText;
  return {
    text,
    wording: { ...text, news: paragraphsOf(text.news), more: paragraphsOf(text.more) },
  };
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');

/** The field of the form that a JSON pointer into the wording is about. */
export const fieldAt = (pointer: string): string => pointer.split('/')[1] ?? '';
