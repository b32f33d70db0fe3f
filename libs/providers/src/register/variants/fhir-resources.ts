import { z } from 'zod';

/**
 * The parts of FHIR R4 resources of the ODS “Organisation Data Terminology” API that are used
 * (specification of March 2024). Whatever else is there is let by.
 */
const coding = z.looseObject({ system: z.string().optional(), code: z.string().optional() });
const concept = z.looseObject({ coding: z.array(coding).optional() });
const period = z.looseObject({ start: z.string().optional(), end: z.string().optional() });
const identifier = z.looseObject({ system: z.string().optional(), value: z.string().optional() });
const reference = z.looseObject({
  reference: z.string().optional(),
  identifier: identifier.optional(),
});

type Reference = z.infer<typeof reference>;

/** An extension: a value of one of several types, or more extensions. */
export interface Extension {
  url: string;
  valueBoolean?: boolean | undefined;
  valueCoding?: z.infer<typeof coding> | undefined;
  valueCodeableConcept?: z.infer<typeof concept> | undefined;
  valuePeriod?: z.infer<typeof period> | undefined;
  extension?: Extension[] | undefined;
}

const extension: z.ZodType<Extension> = z.looseObject({
  url: z.string(),
  valueBoolean: z.boolean().optional(),
  valueCoding: coding.optional(),
  valueCodeableConcept: concept.optional(),
  valuePeriod: period.optional(),
  get extension() {
    return z.array(extension).optional();
  },
});

const address = z.looseObject({
  line: z.array(z.string()).optional(),
  city: z.string().optional(),
  district: z.string().optional(),
  postalCode: z.string().optional(),
});

export const organization = z.looseObject({
  resourceType: z.literal('Organization'),
  id: z.string().optional(),
  identifier: z.array(identifier).optional(),
  active: z.boolean().optional(),
  name: z.string().optional(),
  address: z.array(address).optional(),
  partOf: reference.optional(),
  extension: z.array(extension).optional(),
});

export type Organization = z.infer<typeof organization>;

export const affiliation = z.looseObject({
  resourceType: z.literal('OrganizationAffiliation'),
  active: z.boolean().optional(),
  organization: reference.optional(),
  participatingOrganization: reference.optional(),
  code: z.array(concept).optional(),
});

export type Affiliation = z.infer<typeof affiliation>;

/** A page of search results. */
export const bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  meta: z.looseObject({ lastUpdated: z.string().optional() }).optional(),
  entry: z
    .array(
      z.looseObject({
        resource: z.unknown(),
        search: z.looseObject({ mode: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

/** The type of a resource, or null when it is none. */
export function resourceType(content: unknown): string | null {
  const type = (content as { resourceType?: unknown } | null)?.resourceType;
  return typeof type === 'string' ? type : null;
}

/** The ODS code that an identifier or a reference gives. */
export function odsCodeOf(reference: Reference | undefined): string | null {
  const code = reference?.identifier?.value ?? reference?.reference?.split('/').at(-1);
  return readCode(code);
}

/** An ODS code of any kind of organisation in capitals; null when it is none. */
export function readCode(text: string | undefined): string | null {
  const code = text?.trim().toUpperCase() ?? '';
  return /^[A-Z0-9]{3,12}$/.test(code) ? code : null;
}
