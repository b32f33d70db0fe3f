import { type Fact, personKey } from '@app/domain';

/** A name given to somebody of a case, in the order in which names were given. */
export interface GivenName {
  /** `p1`, `p2`…: who it is, without meaning outside the case. */
  ref: string;
  /** Null once it has been erased. */
  name: string | null;
}

/** A fact in the form the rules read it, and the name to keep sealed beside it. */
export interface NamingFact {
  /** `details.person` is a ref. */
  fact: Fact;
  /** Null when the fact says nothing of the person that is not known already. */
  name: string | null;
}

const refShape = /^p[1-9]\d*$/;

export const isPersonRef = (text: string): boolean => refShape.test(text);

/** The people of one case: which ref a name stands for, and which name a ref is shown by. */
export class People {
  private readonly refs = new Map<string, string>();
  private readonly newest = new Map<string, string | null>();

  constructor(given: readonly GivenName[] = []) {
    for (const { ref, name } of given) {
      if (name !== null) this.refs.set(personKey(name), ref);
      this.newest.set(ref, name);
    }
  }

  /** The newest name of a person; null when it is not held. */
  nameOf(ref: string): string | null {
    return this.newest.get(ref) ?? null;
  }

  /** Names by ref, as far as they are held. */
  names(): ReadonlyMap<string, string> {
    return new Map([...this.newest].flatMap(([ref, name]) => (name === null ? [] : [[ref, name]])));
  }

  /**
   * Puts the ref in the place of a name, or of a ref, that is known. Somebody unknown who is added
   * gets a new one; else who is unknown stays as given: whether they may be spoken of is for the
   * transition table to say. Adding somebody goes by the name alone.
   */
  recognise(given: Fact): Fact {
    const { person } = given.details;
    if (person === undefined) return given;
    const isAdded = given.type === 'person-added';
    const ref = this.knownRef(person, isAdded) ?? (isAdded ? this.newRef(person) : person);
    return withPerson(given, ref);
  }

  /**
   * The fact as it is to be kept, after it was admitted: whoever is new gets a ref, even one who was
   * never added, since the world is not refused.
   * @param given as it was sent
   */
  enrol(given: Fact): NamingFact {
    const { person } = given.details;
    if (person === undefined) return { fact: given, name: null };
    const isAdded = given.type === 'person-added';
    const known = this.knownRef(person, isAdded);
    const name = known === undefined || isAdded ? person.trim() : null;
    return { fact: withPerson(given, known ?? this.newRef(person)), name };
  }

  private knownRef(person: string, byNameOnly: boolean): string | undefined {
    const asRef = !byNameOnly && this.newest.has(person) ? person : undefined;
    return this.refs.get(personKey(person)) ?? asRef;
  }

  /** The fact as it is shown: the name for the ref, while the name is held. */
  show<F extends Fact>(fact: F): F {
    const { person } = fact.details;
    const name = person === undefined ? null : this.nameOf(person);
    return name === null ? fact : withPerson(fact, name);
  }

  /** A name that looks like a ref becomes that ref, so that the two are never mixed up. */
  private newRef(name: string): string {
    const wished = name.trim().toLowerCase();
    if (isPersonRef(wished) && !this.newest.has(wished)) return wished;
    let number = this.newest.size + 1;
    while (this.newest.has(`p${number}`)) number++;
    return `p${number}`;
  }
}

/** For what is about nobody. */
export const nobody = new People();

const withPerson = <F extends Fact>(fact: F, person: string): F => ({
  ...fact,
  details: { ...fact.details, person },
});
