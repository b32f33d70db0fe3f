const england = 'https://fhir.nhs.uk/England';
const extensionUrl = (name: string) => `${england}/StructureDefinition/Extension-England-${name}`;

const typedPeriod = (type: string, period: { start?: string; end?: string }) => ({
  url: extensionUrl('TypedPeriod'),
  extension: [
    {
      url: 'dateType',
      valueCoding: { system: `${england}/CodeSystem/England-PeriodType`, code: type },
    },
    { url: 'period', valuePeriod: period },
  ],
});

/** An invented organisation, as the ODS FHIR API writes one. */
export function odsOrganization(given: {
  code: string;
  name?: string;
  active?: boolean;
  roles?: { code: string; active?: boolean; primary?: boolean }[];
  opened?: string;
  closed?: string;
  postcode?: string;
  lines?: string[];
  city?: string;
}): object {
  const { code, opened = '2015-04-01', closed, roles = [{ code: 'RO101' }] } = given;
  const period = { start: opened, ...(closed ? { end: closed } : {}) };
  return {
    resourceType: 'Organization',
    id: code,
    extension: roles.map((role) => ({
      url: extensionUrl('OrganisationRole'),
      extension: [
        { url: 'instanceID', valueInteger: 1 },
        {
          url: 'roleCode',
          valueCodeableConcept: { coding: [{ code: role.code, display: 'A ROLE' }] },
        },
        ...(role.primary === undefined ? [] : [{ url: 'primaryRole', valueBoolean: role.primary }]),
        typedPeriod('Legal', { start: '1990-01-01' }),
        typedPeriod('Operational', period),
        { url: 'active', valueBoolean: role.active ?? true },
      ],
    })),
    identifier: [
      { use: 'official', system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: code },
    ],
    active: given.active ?? true,
    name: given.name ?? 'AN INVENTED HOME',
    address: [
      {
        line: given.lines ?? ['1 INVENTED ROAD'],
        city: given.city ?? 'LINCOLN',
        postalCode: given.postcode ?? 'LN1 1AA',
        country: 'ENGLAND',
      },
    ],
  };
}

/** That one organisation has to do with another: `RE6`, it is operated by it. */
export function odsAffiliation(
  code: string,
  other: string,
  { relation = 'RE6', active = true } = {},
): object {
  const system = 'https://fhir.nhs.uk/Id/ods-organization-code';
  return {
    resourceType: 'OrganizationAffiliation',
    id: `${code}-${other}`,
    active,
    organization: { reference: `Organization/${code}`, identifier: { system, value: code } },
    participatingOrganization: {
      reference: `Organization/${other}`,
      identifier: { system, value: other },
    },
    code: [{ coding: [{ code: relation, display: 'A RELATION' }] }],
  };
}

/** A page of search results. */
export function odsPage(...resources: object[]): object {
  return {
    resourceType: 'Bundle',
    meta: { lastUpdated: '2026-07-31T23:30:00.000+00:00' },
    type: 'searchset',
    entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
  };
}
