import type { Remark } from './value-read';

/** Anything but single blanks inside the value; most values have none of it. */
const unusualBlanks = /^ | {2}| $|[^\S ]/;
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/** Puts a value's blanks in order. Line breaks inside a quoted value count as blanks. */
export function tidyText(text: string): string {
  return unusualBlanks.test(text) ? text.trim().replace(/\s+/g, ' ') : text;
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
