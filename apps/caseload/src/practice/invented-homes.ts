import type { Random } from './random';

/** A care home that does not exist, and whoever would answer for it. */
export interface InventedHome {
  locationId: string;
  providerId: string;
  providerName: string;
  name: string;
  town: string;
  postcode: string;
  manager: { name: string; email: string };
}

const first = [
  'Willow',
  'Larch',
  'Bramble',
  'Orchard',
  'Harbour',
  'Meadow',
  'Rowan',
  'Heron',
  'Juniper',
  'Lantern',
  'Copper',
  'Windmill',
] as const;
const second = ['Bank', 'Court', 'Lodge', 'House', 'Grange', 'View', 'Rise', 'Gardens'] as const;
const towns = ['Practice Bridge', 'Example Fen', 'Sampleby', 'Mockthorpe', 'Testford'] as const;
const forenames = ['Amina', 'Bryn', 'Carla', 'Dev', 'Ewa', 'Femi', 'Grace', 'Hugh'] as const;
const surnames = ['Ashdown', 'Birkett', 'Coyle', 'Dhillon', 'Eastoe', 'Farrow', 'Gale'] as const;

/** Written behind every invented name, so that nobody takes it for a real home. */
const practiceLabel = '(practice)';

/**
 * Invented homes, the same ones for the same seed. Their ids lie outside the range CQC has issued,
 * their postcodes in the district the NHS keeps for "not known", their addresses under .example.
 */
export function inventedHomes(count: number, random: Random): InventedHome[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${random.pick(first)} ${random.pick(second)}`;
    const forename = random.pick(forenames);
    const group = random.between(0, Math.ceil(count / 3));
    const number = String(index + 1).padStart(5, '0');
    return {
      locationId: `1-999990${number}`,
      providerId: `1-999980${String(group).padStart(5, '0')}`,
      providerName: `${surnames[group % surnames.length]} Care ${group + 1} ${practiceLabel}`,
      name: `${name} ${index + 1} ${practiceLabel}`,
      town: random.pick(towns),
      postcode: `ZZ99 ${(index % 9) + 1}${letters(index)}`,
      manager: {
        name: `${forename} ${random.pick(surnames)}`,
        email: `${forename}.${number}@practice.example`.toLowerCase(),
      },
    };
  });
}

const alphabet = 'ABDEFGHJLNPQRSTUWXYZ';

const letters = (n: number): string =>
  `${alphabet[n % alphabet.length]}${alphabet[(n * 7 + 3) % alphabet.length]}`;
