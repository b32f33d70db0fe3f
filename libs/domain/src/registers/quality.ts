import type { DsptStatusLevel } from '../dspt/status-text';
import { checkSiteOdsCode } from '../identifiers/ods-code';
import { checkPostcode } from '../identifiers/postcode';

/** What the registers hold of one registered site, as the checks of quality look at it. */
export interface SiteToCheck {
  postcode: string | null;
  phone: string | null;
  odsCode: string | null;
  providerId: string | null;
  providerName: string | null;
  registeredManagers: readonly string[] | null;
  /** `YYYY-MM-DD` */
  managerAbsentOn: string | null;
  /** Whether anything is known of the kind of service: only then does anybody know if it is ours. */
  detailsKnown: boolean;
  /** What the ODS directory says of its code; null when the directory as imported lacks the code. */
  ods: { postcode: string | null; closed: boolean } | null;
  /** The DSPT level of its code or its headquarters'; null when no imported list has either. */
  dspt: DsptStatusLevel | null;
  /** Whether a DSPT list was imported at all. */
  dsptListed: boolean;
  /** How many other registered sites of ours share a value with it. */
  shared: {
    /** Of the same local authority. */
    name: number;
    odsCode: number;
    /** Of another provider: a group may well have one number, or two services at one address. */
    phone: number;
    postcode: number;
  };
  /** Whether its case is open and nobody is known to write to. */
  caseWithoutContact: boolean;
}

/** One thing that may be missing or doubtful of a site. */
interface QualityCheck {
  /** A stable name. */
  code: string;
  kind: 'missing' | 'doubtful';
  /** The end of “12 sites: …”, and what stands on the site's own page. */
  title: string;
  /** What to do about it. */
  advice: string;
  found(site: SiteToCheck): boolean;
}

const missing = (text: string | null): boolean => text === null || text.trim() === '';

const codeProblem = (site: SiteToCheck): string | null => {
  if (missing(site.odsCode)) return null;
  const check = checkSiteOdsCode(site.odsCode ?? '');
  return check.verdict === 'ok' ? null : check.code;
};

/**
 * Whether the ODS directory calls a code closed: at once when it is no longer active, else from the
 * day on which it closes.
 * @param closedOn,today `YYYY-MM-DD`, Europe/London
 */
export const isClosedCode = (
  active: boolean | null,
  closedOn: string | null,
  today: string,
): boolean => active === false || (closedOn !== null && closedOn <= today);

/** Postcodes that are both right in form; blanks and capitals make no difference. */
const postcodesDiffer = (a: string | null, b: string | null): boolean => {
  const [one, other] = [checkPostcode(a ?? ''), checkPostcode(b ?? '')];
  return one.verdict === 'ok' && other.verdict === 'ok' && one.value !== other.value;
};

/**
 * Every check of the data quality report, in its order: first what stops an application, by the
 * stages of the journey (domain rules, section 3), then what stops an officer from getting through.
 */
const checks = [
  {
    code: 'no-ods-code',
    kind: 'missing',
    title: 'no ODS code',
    advice: 'Look the site code up in the ODS directory by postcode; an application needs it.',
    found: (site) => missing(site.odsCode),
  },
  {
    code: 'headquarters-code',
    kind: 'doubtful',
    title: 'a headquarters’ ODS code in place of the site’s own',
    advice: 'Find the site’s own code, which starts with V: NHSmail does not take this one.',
    found: (site) => codeProblem(site) === 'headquarters-ods-code',
  },
  {
    code: 'doubtful-ods-code',
    kind: 'doubtful',
    title: 'an ODS code that is not a site code of social care',
    advice: 'Compare it with the ODS directory before anybody applies with it.',
    found: (site) => ![null, 'headquarters-ods-code'].includes(codeProblem(site)),
  },
  {
    code: 'shared-ods-code',
    kind: 'doubtful',
    title: 'an ODS code that another site has too',
    advice: 'A site code belongs to one site: find out whose it is.',
    found: (site) => site.shared.odsCode > 0,
  },
  {
    code: 'closed-ods-code',
    kind: 'doubtful',
    title: 'an ODS code that the directory calls closed',
    advice: 'Codes are never used again: look for a new one, perhaps under a new registration.',
    found: (site) => site.ods?.closed ?? false,
  },
  {
    code: 'postcode-differs',
    kind: 'doubtful',
    title: 'a postcode other than the ODS directory’s',
    advice: 'The application asks for the registered postcode. Errors are put right at the CQC.',
    found: (site) => postcodesDiffer(site.postcode, site.ods?.postcode ?? null),
  },
  {
    code: 'no-dspt-status',
    kind: 'missing',
    title: 'an ODS code that no DSPT list has',
    advice: 'Check the code, then whether headquarters publish for this site.',
    found: (site) => site.dsptListed && !missing(site.odsCode) && site.dspt === null,
  },
  {
    code: 'dspt-status-unknown',
    kind: 'doubtful',
    title: 'a DSPT status that nobody has classified',
    advice: 'Say what the status comes to: until then it lets no application through.',
    found: (site) => site.dspt === 'unknown',
  },
  {
    code: 'details-not-known',
    kind: 'missing',
    title: 'only a name: no file has said what kind of service it is',
    advice: 'Import a CQC file with details, such as the location export.',
    found: (site) => !site.detailsKnown,
  },
  {
    code: 'provider-not-known',
    kind: 'missing',
    title: 'no provider that the register knows',
    advice: 'Import a CQC file that names providers, or correct the site.',
    found: (site) => missing(site.providerId) || missing(site.providerName),
  },
  {
    code: 'no-postcode',
    kind: 'missing',
    title: 'no postcode',
    advice: 'Ask the site, and have the CQC’s record put right.',
    found: (site) => missing(site.postcode),
  },
  {
    code: 'invalid-postcode',
    kind: 'doubtful',
    title: 'a postcode that cannot be right',
    advice: 'Ask the site, and have the CQC’s record put right.',
    found: (site) => !missing(site.postcode) && checkPostcode(site.postcode ?? '').verdict !== 'ok',
  },
  {
    code: 'no-manager',
    kind: 'missing',
    title: 'no registered manager that a file has named',
    advice: 'Without one, only a passcode proves who applies. Ask who is in charge.',
    found: (site) => (site.registeredManagers?.length ?? 0) === 0,
  },
  {
    code: 'manager-absent',
    kind: 'doubtful',
    title: 'a registered manager who is away',
    advice: 'Ask who stands in, before a passcode goes to somebody who is not there.',
    found: (site) => site.managerAbsentOn !== null,
  },
  {
    code: 'no-phone',
    kind: 'missing',
    title: 'no phone number',
    advice: 'Find one on the site’s website or the CQC’s page, and correct the site.',
    found: (site) => missing(site.phone),
  },
  {
    code: 'shared-phone',
    kind: 'doubtful',
    title: 'a phone number that another provider’s site has too',
    advice: 'One of them may be wrong, or both may be one home under two registrations.',
    found: (site) => site.shared.phone > 0,
  },
  {
    code: 'shared-postcode',
    kind: 'doubtful',
    title: 'a postcode that another provider’s site has too',
    advice: 'They may be neighbours, or one home under two registrations.',
    found: (site) => site.shared.postcode > 0,
  },
  {
    code: 'duplicate-name',
    kind: 'doubtful',
    title: 'a name that another site of the same local authority has too',
    advice: 'Tell them apart by postcode in letters and calls; they may also be one home.',
    found: (site) => site.shared.name > 0,
  },
  {
    code: 'no-contact',
    kind: 'missing',
    title: 'an open case and nobody to write to',
    advice: 'Add an address on the site’s page: letters cannot go out without one.',
    found: (site) => site.caseWithoutContact,
  },
] as const satisfies readonly QualityCheck[];

export type QualityCode = (typeof checks)[number]['code'];

export const qualityChecks: readonly (QualityCheck & { code: QualityCode })[] = checks;

export const qualityCodes = checks.map(({ code }) => code);

/** What is missing or doubtful of a site. */
export function qualityOf(site: SiteToCheck): QualityCode[] {
  return qualityChecks.filter((check) => check.found(site)).map(({ code }) => code);
}

/** The check of a code; null when there is none such. */
export const qualityCheck = (code: string): (QualityCheck & { code: QualityCode }) | null =>
  qualityChecks.find((check) => check.code === code) ?? null;
