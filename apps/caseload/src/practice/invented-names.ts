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

/** Each with the council it lies in. */
export const towns = [
  { town: 'Practice Bridge', authority: 'Practice county' },
  { town: 'Example Fen', authority: 'Example city' },
  { town: 'Sampleby', authority: 'Example city' },
  { town: 'Mockthorpe', authority: 'Practice county' },
  { town: 'Testford', authority: 'Practice county' },
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
