import type { Remark } from './value-read';

/** Marks of no width, and those that turn the direction of what stands after them on a page. */
const unseen = '[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069]';
const everyUnseen = new RegExp(unseen, 'g');
/** Anything but single blanks inside the value; most values have none of it. */
const unusual = new RegExp(`^ | {2}| $|[^\\S ]|${unseen}`);
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/** Puts a value's blanks in order and takes unseen marks out. Line breaks count as blanks. */
export function tidyText(text: string): string {
  return unusual.test(text) ? text.replace(everyUnseen, '').trim().replace(/\s+/g, ' ') : text;
}

/** Why a value, its blanks in order, is not plain text of a sensible length; null when it is. */
export function faultOfText(text: string, longest: number): Remark | null {
  if (text.length > longest)
    return { code: 'too-long', message: `This is longer than ${longest} characters.` };
  if (controlCharacters.test(text))
    return {
      code: 'control-character',
      message: 'This holds an invisible character; retype it.',
    };
  return null;
}
