import { defaultWording, type LetterInput, samplesOf } from '@app/letters';

const names = [
  ['The Larches', 'Spalding'],
  ['Church View', 'Boston'],
  ['Elm Lodge Residential and Nursing Home for Older People', 'Market Deeping'],
] as const;

const kinds = ['otp-expiring', 'otp-arrived', 'dspt-expiring', 'keep-alive'] as const;

/** A letter to the manager of several homes, some of them looked after by another officer. */
export function severalHomes(count: number): LetterInput {
  const homes = Array.from({ length: count }, (_, n) => {
    const [name, town] = names[n % names.length] ?? names[0];
    return { name: n < names.length ? name : `${name} ${n + 1}`, town };
  });
  return {
    sections: homes.flatMap((home, n) => {
      const [first] = samplesOf(kinds[n % kinds.length] ?? 'otp-expiring');
      const [second] = samplesOf('reminder');
      const officer =
        n % 3 === 2
          ? { name: 'Pat Low', email: 'pat.low@association.example' }
          : { name: 'Jo Reed', email: 'jo.reed@association.example' };
      const parts = [first, ...(n === 0 ? [second] : [])].flatMap((s) => (s ? [s.part] : []));
      return parts.map((part, p) => ({
        part,
        home,
        officer,
        answerUrl: `https://caseload.example/a/sample-link-${n}-${p}-of-no-use`,
      }));
    }),
    recipientName: 'Sam Carter',
    day: '2026-12-31',
    stopUrl: 'https://caseload.example/a/sample-stop-of-no-use',
    association: 'the care association',
    wording: defaultWording,
  };
}
