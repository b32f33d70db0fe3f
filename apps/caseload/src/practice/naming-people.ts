import type { Home, Person, Surroundings } from './home';
import { forenames, surnames } from './invented-names';
import { happens, onDay } from './telling';

/** Mobile numbers Ofcom keeps free for drama: 07700 900000 to 900999. */
const mobile = (n: number): string => `07700 900${String(n % 1000).padStart(3, '0')}`;

const mostAllowed = 10;

/** Two to four people, or as many as the fate of the home has it. */
export function inventPeople(home: Home): Person[] {
  const { random, place, index } = home;
  const count = place.fate.name === 'eleven-people' ? mostAllowed : random.pick([2, 2, 2, 3, 3, 4]);
  const first = random.shuffled(forenames);
  return Array.from({ length: count }, (_, i): Person => {
    const name = `${first[i % first.length]} ${random.pick(surnames)}`;
    return {
      name,
      mobile: random.chance(0.93) ? mobile(index * 7 + i) : null,
      email: random.chance(0.95) ? emailOf(name, index, i) : null,
      role: i === 0 ? 'owner' : i === 1 && random.chance(0.5) ? 'administrator' : 'member',
      heedsLetters: random.pick([0, 0.3, 0.6, 0.8]),
      account: 'none',
      openedOn: null,
      toldOpenedOn: null,
    };
  });
}

const emailOf = (name: string, home: number, i: number): string =>
  `${name.toLowerCase().replace(' ', '.')}.${home + 1}.${i + 1}@practice.example`;

const naming = ({ name, mobile, email, role }: Person): Record<string, unknown> => ({
  person: name,
  role,
  ...(mobile === null ? {} : { mobile }),
  ...(email === null ? {} : { email }),
});

/** The manager names everyone, and now and then gets something wrong that the rules block. */
export function namePeople(home: Home, s: Surroundings): void {
  const { people, place } = home;
  if (place.fate.name === 'same-mobile') makeUnique(people);
  for (const person of people.slice(0, -1))
    happens(home, s, onDay(s, 'person-added', naming(person)));
  const last = people.at(-1);
  if (!last) return;
  if (place.fate.name === 'same-mobile')
    happens(home, s, onDay(s, 'person-added', { ...naming(last), mobile: people[0]?.mobile }));
  happens(home, s, onDay(s, 'person-added', naming(last)));
  if (place.fate.name === 'eleven-people')
    happens(home, s, onDay(s, 'person-added', { person: 'Olwen Ashdown', role: 'member' }));
}

/** The number given twice is a number. */
function makeUnique(people: Person[]): void {
  people.forEach((person, i) => {
    person.mobile = mobile(i);
  });
}
