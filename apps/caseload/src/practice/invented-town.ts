import { dealFates, type Fate } from './fates';
import { type Habit, type HabitName, habits, habitShares } from './habits';
import { forenames, homeFirst, homeSecond, practiceLabel, surnames, towns } from './invented-names';
import { Random } from './random';

/** A care home that does not exist, as a register would know it. */
export interface InventedHome {
  locationId: string;
  providerId: string;
  providerName: string;
  name: string;
  town: string;
  /** The council it lies in. */
  authority: string;
  telephone: string;
  postcode: string;
  /** The site code ODS would have given it. */
  odsCode: string;
  /** The code ODS would have given its provider. */
  headquartersCode: string;
  /** Its headquarters publish their DSPT for it too. */
  isPublishedFor: boolean;
  manager: InventedManager;
  fate: Fate;
}

/** Whoever answers for a home, or for all homes of a group. */
export interface InventedManager {
  name: string;
  email: string;
  habit: Habit;
}

/** A group this large has one manager who answers for all its homes. */
const groupWithManager = 3;
const largestGroup = 6;

/**
 * Invented homes, the same ones for the same seed. Their ids lie outside the range CQC has issued,
 * their postcodes in the district the NHS keeps for "not known", their telephone numbers among those
 * Ofcom keeps for drama, their addresses under .example.
 */
export function inventTown(seed: number, count: number): InventedHome[] {
  const random = Random.for(seed, 'town');
  const fates = dealFates(count, random);
  const homes: InventedHome[] = [];
  for (let group = 0; homes.length < count; group++) {
    const size = random.chance(0.6) ? 1 : random.between(2, largestGroup);
    const shared = size >= groupWithManager ? inventManager(random, `group${group}`) : null;
    const provider = {
      providerId: `1-999980${number(group)}`,
      providerName: `${random.pick(surnames)} Care ${group + 1} ${practiceLabel}`,
      headquartersCode: headquartersCode(group),
    };
    const first = homes.length;
    for (let i = 0; i < size && homes.length < count; i++) {
      const index = homes.length;
      const fate = fates[index] as Fate;
      homes.push({
        ...inventPlace(index, random),
        ...provider,
        isPublishedFor: isPublishedFor(index) && !homes.slice(first).some((h) => h.isPublishedFor),
        fate,
        manager: shared ?? inventManager(random, number(index), fate.habit),
      });
    }
  }
  return homes;
}

/** One publication of headquarters speaks for one home at most, so that each tells its own story. */
const isPublishedFor = (index: number): boolean => index % 5 === 4;

const number = (n: number): string => String(n + 1).padStart(5, '0');

function inventPlace(index: number, random: Random) {
  return {
    locationId: `1-999990${number(index)}`,
    name: `${random.pick(homeFirst)} ${random.pick(homeSecond)} ${index + 1} ${practiceLabel}`,
    ...random.pick(towns),
    telephone: `01632960${String(index % 1000).padStart(3, '0')}`,
    // Written as postcodes are, in an area that there is not.
    postcode: `ZY99 ${(index % 9) + 1}${letters(index)}`,
    odsCode: `V${base36(index)}`,
  };
}

/** A or C and three letters or digits: a code of headquarters. */
const headquartersCode = (group: number): string =>
  `${group % 2 ? 'C' : 'A'}Z${((group >> 1) % 1296).toString(36).padStart(2, '0').toUpperCase()}`;

/** Four letters or digits, the first a letter, so that it cannot be taken for a dental code. */
const base36 = (n: number): string =>
  `Z${(n % 46_656).toString(36).padStart(3, '0').toUpperCase()}`;

/** @param habit the one its fate asks for; else as often as the table says */
function inventManager(random: Random, place: string, habit?: HabitName): InventedManager {
  const forename = random.pick(forenames);
  const drawn = random.weighted(habitShares);
  return {
    name: `${forename} ${random.pick(surnames)}`,
    email: `${forename}.${place}@practice.example`.toLowerCase(),
    habit: habits[habit ?? drawn],
  };
}

const alphabet = 'ABDEFGHJLNPQRSTUWXYZ';

const letters = (n: number): string =>
  `${alphabet[n % alphabet.length]}${alphabet[(n * 7 + 3) % alphabet.length]}`;
