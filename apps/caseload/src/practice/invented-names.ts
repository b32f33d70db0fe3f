/** Parts that names are put together from. None is meant to be anyone's or any home's. */
export const homeFirst = [
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

export const homeSecond = [
  'Bank',
  'Court',
  'Lodge',
  'House',
  'Grange',
  'View',
  'Rise',
  'Gardens',
] as const;

export const towns = [
  'Practice Bridge',
  'Example Fen',
  'Sampleby',
  'Mockthorpe',
  'Testford',
] as const;

export const forenames = [
  'Amina',
  'Bryn',
  'Carla',
  'Dev',
  'Ewa',
  'Femi',
  'Grace',
  'Hugh',
  'Imani',
  'Joel',
  'Kasia',
  'Leroy',
  'Maeve',
  'Nadia',
] as const;

export const surnames = [
  'Ashdown',
  'Birkett',
  'Coyle',
  'Dhillon',
  'Eastoe',
  'Farrow',
  'Gale',
  'Hartnoll',
  'Ingle',
  'Juwara',
  'Kitson',
] as const;

/** Written behind every invented name, so that nobody takes it for a real home. */
export const practiceLabel = '(practice)';
