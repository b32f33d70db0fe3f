import type { CaseOfRecord, HomeLink, RecordOfHome } from '@app/cases';
import { afterGoingLive } from '@app/domain';
import { actorInWords } from '../case/case-view';
import { stageWords } from '../words/case-words';
import { linkKindWords } from '../words/home-words';
import { telephone } from '../words/telephone';
import { dayInLondon, dayWords } from '../words/when';

/** What one record says beside what the other says. */
interface Comparison {
  key: string;
  older: string;
  newer: string;
  /** Both say something, and not the same. */
  differs: boolean;
}

export interface TwoRecordsPage {
  section: 'imports';
  id: string;
  title: string;
  kind: string;
  state: HomeLink['state'];
  evidence: readonly string[];
  older: { href: string; id: string };
  newer: { href: string; id: string };
  rows: Comparison[];
  cases: { href: string; words: string; whose: string }[];
  /** Who decided what and when; null while nobody has. */
  decided: string | null;
  /** What can be done about the case of the newer record. */
  next: { offer: boolean; closeEarlier: boolean; why: string } | null;
}

type Value = (record: RecordOfHome) => string | null;

const provider: Value = ({ providerName, providerId }) =>
  providerName && providerId ? `${providerName} (${providerId})` : (providerName ?? providerId);

const values: readonly [string, Value][] = [
  ['Name', (r) => r.name],
  ['Provider', provider],
  ['Address', (r) => [r.address, r.town].filter(Boolean).join(', ') || null],
  ['Postcode', (r) => r.postcode],
  ['Telephone', (r) => telephone(r.phone)?.text ?? r.phone],
  ['ODS code', (r) => r.odsCode],
  ['Registered', (r) => (r.registeredOn ? dayWords(r.registeredOn) : null)],
  [
    'Ended',
    (r) =>
      r.deregisteredOn
        ? dayWords(r.deregisteredOn)
        : r.isDeregistered
          ? 'Yes, on a day not given'
          : 'No',
  ],
];

/** Two records side by side, what speaks for one home, and what can be done. */
export function presentTwoRecords(
  link: HomeLink,
  officers: ReadonlyMap<string, string>,
): TwoRecordsPage {
  const { older, newer } = link;
  return {
    section: 'imports',
    id: link.id,
    title: older.name === newer.name ? newer.name : `${older.name} and ${newer.name}`,
    kind: linkKindWords[link.kind],
    state: link.state,
    evidence: link.evidence,
    older: siteOf(older),
    newer: siteOf(newer),
    rows: values.map(([key, value]) => compare(key, value(older), value(newer))),
    cases: [
      ...older.cases.map((one) => caseLine(one, 'of the older record')),
      ...newer.cases.map((one) => caseLine(one, 'of the newer record')),
    ],
    decided: decidedWords(link, officers),
    next: link.state === 'accepted' ? nextCaseOf(older, newer) : null,
  };
}

const siteOf = ({ locationId }: RecordOfHome) => ({
  href: `/sites/${encodeURIComponent(locationId)}`,
  id: locationId,
});

function compare(key: string, older: string | null, newer: string | null): Comparison {
  const differs = older !== null && newer !== null && older !== newer;
  return { key, older: older ?? 'Not known', newer: newer ?? 'Not known', differs };
}

const caseLine = ({ id, open, stage, openedOn }: CaseOfRecord, whose: string) => ({
  href: `/cases/${id}`,
  words: open ? `Open: ${stageWords[stage].toLowerCase()}` : 'Closed',
  whose: `Case ${whose}, opened ${dayWords(openedOn)}`,
});

function decidedWords(
  { state, decidedBy, decidedAt }: HomeLink,
  officers: ReadonlyMap<string, string>,
): string | null {
  if (state === 'suggested' || decidedAt === null) return null;
  const who = actorInWords(decidedBy ?? 'system', officers);
  const what = state === 'accepted' ? 'these are of one home' : 'these are two homes';
  return `${who} said on ${dayInLondon(decidedAt)} that ${what}.`;
}

/** Nothing is carried over: approval, passcode and DSPT belong to the old registration. */
function nextCaseOf(older: RecordOfHome, newer: RecordOfHome): TwoRecordsPage['next'] {
  const refuse = (why: string) => ({ offer: false, closeEarlier: false, why });
  if (newer.cases.some(({ open }) => open)) return refuse('The newer record has an open case.');
  const [earlier] = older.cases;
  if (!earlier) return refuse('The older record never had a case, so there is none to go on from.');
  if (newer.isDeregistered) return refuse('The newer record has left the register as well.');
  if (!newer.inScope)
    return refuse('The newer record is not one that the association helps: see its page.');
  const isLive = afterGoingLive.has(earlier.stage);
  return {
    offer: true,
    closeEarlier: earlier.open && !isLive,
    why: isLive
      ? 'The home is live under its old registration: first ask who owns the mailbox now. The new case begins anew; approval, passcode and DSPT stay with the old one.'
      : 'The new case begins anew: approval, passcode and DSPT stay with the old one, which is shown with it.',
  };
}
