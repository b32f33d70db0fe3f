import type { AccountHolder } from './letter-part';
import { name } from './words';

type Named = Pick<AccountHolder, 'name'>;

/** "Sam Carter", or words that will do once the name is gone. */
export const they = (person: Named | undefined): string =>
  person?.name ? name(person.name) : 'the person who has it';

/** "Sam Carter's", at the start of a sentence. */
export const whose = (person: Named): string =>
  person.name ? `${name(person.name)}'s` : "One person's";

/** Whether this is the reader: as far as the names tell. */
export const isSame = (person: Named | undefined, reader: string | null): boolean =>
  person?.name?.trim().toLowerCase() === reader?.trim().toLowerCase() && reader !== null;
