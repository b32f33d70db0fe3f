import { z } from 'zod';

/** Where the registers' live services are, and the keys to them. */
export interface LiveServices {
  /** Absent: CQC's register comes from files. */
  cqc: { url: string; key: string; areas: readonly string[] } | undefined;
  /** Absent: ODS codes come from files. */
  ods: { url: string; key: string } | undefined;
  /** The address of the DSPT list. Absent: it comes from files. */
  dsptUrl: string | undefined;
  /** The address of GOV.UK's bank holidays. Absent: they come from files. */
  bankHolidaysUrl: string | undefined;
}

/** Keys and registers travel encrypted, but for a server on this machine. */
const address = z
  .url('must be an address such as https://www.gov.uk/bank-holidays.json')
  .refine((text) => /^https:|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(text), {
    error: 'must begin with https://',
  })
  .transform((text) => text.replace(/\/+$/, ''));

/** The environment variables that live services take. */
export const liveServicesEnvironment = {
  CQC_API_KEY: z.string().optional(),
  CQC_API_URL: address.default('https://api.service.cqc.org.uk/public/v1'),
  CQC_AREAS: z.string().optional(),
  ODS_API_KEY: z.string().optional(),
  ODS_API_URL: address.default('https://api.service.nhs.uk/organisation-data-terminology-api/fhir'),
  DSPT_LIST_URL: address.optional(),
  BANK_HOLIDAYS_URL: address.optional(),
};

const environment = z.object(liveServicesEnvironment);

/** @param value the environment, already checked */
export function readLiveServices(value: z.output<typeof environment>): LiveServices {
  const areas = (value.CQC_AREAS ?? '').split(',').map((area) => area.trim());
  return {
    cqc: value.CQC_API_KEY
      ? { url: value.CQC_API_URL, key: value.CQC_API_KEY, areas: areas.filter(Boolean) }
      : undefined,
    ods: value.ODS_API_KEY ? { url: value.ODS_API_URL, key: value.ODS_API_KEY } : undefined,
    dsptUrl: value.DSPT_LIST_URL,
    bankHolidaysUrl: value.BANK_HOLIDAYS_URL,
  };
}
