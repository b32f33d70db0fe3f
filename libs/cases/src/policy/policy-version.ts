import {
  type BankHoliday,
  type ClockSettings,
  type Policy,
  policyChangeSchema,
  policyWith,
  workingCalendar,
} from '@app/domain';

/** One version of the policy and the working calendar. Instants are ISO 8601 UTC. */
export interface PolicyVersion {
  number: number;
  /** `published` is in force; `superseded` was before. */
  status: 'draft' | 'published' | 'superseded';
  /** How often the draft was written; its ETag. */
  revision: number;
  policy: Policy;
  bankHolidays: BankHoliday[];
  author: string;
  reason: string;
  createdAt: string;
  changedAt: string;
  publishedAt: string | null;
  publishedBy: string | null;
}

/** A version as it lies in the table. */
export interface PolicyVersionRow extends Omit<PolicyVersion, 'policy' | 'bankHolidays'> {
  document: unknown;
  calendar: BankHoliday[];
}

export const versionColumns = `number, status, revision, document, calendar, author, reason,
  created_at AS "createdAt", changed_at AS "changedAt", published_at AS "publishedAt",
  published_by AS "publishedBy"`;

/** A clock younger than the document runs by the shipped ladder until another is published. */
export const toVersion = ({ document, calendar, ...rest }: PolicyVersionRow): PolicyVersion => ({
  ...rest,
  policy: policyWith(policyChangeSchema.parse(document)),
  bankHolidays: calendar,
});

/** What the clocks are given under this version. */
export const settingsOf = ({ policy, bankHolidays }: PolicyVersion): ClockSettings => ({
  policy,
  calendar: workingCalendar(bankHolidays),
});
