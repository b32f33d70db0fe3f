import type { Dependant } from '@app/providers';

/** What stands in the way of taking an import back. */
export interface InTheWayLine {
  what: string;
  name: string;
  href: string | null;
}

const whatWords: Readonly<Record<Dependant['what'], string>> = {
  case: 'Case',
  import: 'Later import',
  correction: 'Correction by hand',
  link: 'Two records joined as one home',
  contact: 'Address for letters',
  quarantine: 'Row decided by hand',
  'dspt-inclusion': 'What headquarters said of its DSPT',
};

/** Turns what depends on an import into lines; the ones without a page stand as they are. */
export function presentInTheWay(dependants: readonly Dependant[]): InTheWayLine[] {
  return dependants.map(({ what, name, href }) => ({
    what: whatWords[what],
    name,
    href: href ?? null,
  }));
}
