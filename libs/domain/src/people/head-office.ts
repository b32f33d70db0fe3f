/**
 * Words of a job that is not done at one home (domain rules, case 44). Source: NHSmail's transfer
 * rules leave out head offices and personnel departments; whether a new application does is not
 * known, so it only warns.
 */
const elsewhere =
  /\b(?:hr|human resources|personnel|payroll|recruit\w*|talent|finance|accounts|head office|headquarters|hq|central office|area|regional|region|group|operations|director|ceo|chief executive|compliance|quality assurance|it support)\b/i;

/** A director of nursing works at the home. */
const atTheHome = /\b(?:nursing|clinical|activities|activity)\b/i;

/** Whether a role, in the home's own words, sounds like one at head office or in personnel. */
export const soundsLikeHeadOffice = (job: string): boolean =>
  elsewhere.test(job) && !atTheHome.test(job);
