import { tidyText } from './tidy-text';

/** What people are called before their name, as registers write it. */
const titles =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|sir|dame|lady|lord|sister|father)\.?$/i;

/**
 * “Surname, Forenames, Title” as people say it: “Mackay, Emma Louise, Ms” is “Ms Emma Louise Mackay”.
 * A name without commas stays as it is.
 */
export function managerName(text: string): string {
  const [surname = '', ...rest] = text.split(',').map(tidyText);
  const last = rest.at(-1) ?? '';
  const title = titles.test(last) ? last : '';
  const forenames = (title === '' ? rest : rest.slice(0, -1)).join(' ');
  return spokenName(title, forenames, surname);
}

/** The parts of a name in the order they are spoken in. */
export function spokenName(title: string, forenames: string, surname: string): string {
  return tidyText([title, forenames, surname].join(' '));
}
