/**
 * How long the details of account holders are kept: what each of them is told when they are named
 * (domain rules, section 7; to be confirmed by the association).
 */
export const detailsKept = {
  /** Days after the home is live, until its people's own addresses and mobiles are erased. */
  contactDaysAfterLive: 30,
  /** The same after the case was closed otherwise. */
  contactDaysAfterClose: 90,
  /** Months after the case was closed, until names and roles are erased. */
  nameMonths: 24,
} as const;
