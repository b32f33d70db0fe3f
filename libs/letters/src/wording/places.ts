import type { Wording } from './wording';

/** One text of a wording, and where it stands. */
export interface Place {
  /** JSON pointer into the wording: `/news/1`. */
  pointer: string;
  /** "The subject", "Paragraph 2 of the news": how a sentence about it begins. */
  name: string;
  text: string;
}

/** Every text of a wording in the order it is read. */
export function placesOf({ subject, heading, news, action, button, more }: Wording): Place[] {
  const list = (key: 'news' | 'more', name: string, texts: readonly string[]): Place[] =>
    texts.map((text, n) => ({
      pointer: `/${key}/${n}`,
      name: `Paragraph ${n + 1} of ${name}`,
      text,
    }));
  return [
    { pointer: '/subject', name: 'The subject', text: subject },
    { pointer: '/heading', name: 'The heading', text: heading },
    ...list('news', 'what is new', news),
    { pointer: '/action', name: 'What to do', text: action },
    { pointer: '/button', name: 'The text of the button', text: button },
    ...list('more', 'what else may help', more),
  ];
}
