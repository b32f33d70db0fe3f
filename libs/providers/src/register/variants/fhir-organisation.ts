import { checkPostcode } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import type { Arrival } from '../reading/arrival';
import {
  type Affiliation,
  type Extension,
  odsCodeOf,
  type Organization,
  readCode,
} from './fhir-resources';

const odsCodes = 'https://fhir.nhs.uk/Id/ods-organization-code';
const roleExtension = /OrganisationRole$/;
const periodExtension = /TypedPeriod$/;
/** “Is operated by”: of a social care site, its headquarters. */
const isOperatedBy = 'RE6';
/** The primary roles of social care: a site, a headquarters (ODS catalogue). */
const careRoles = ['RO101', 'RO104'];

interface Role {
  code: string;
  isPrimary: boolean;
  active: boolean;
  opened: string | null;
  closed: string | null;
}

/**
 * What the ODS directory says of an organisation; its parent only when the resource itself names
 * one, since that mostly comes as an affiliation.
 * @param row the place of the resource among those of the file
 * @returns null when it has no code or no name
 */
export function organisationOf(
  resource: Organization,
  row: number,
): Arrival<'odsOrganisation'> | null {
  const own = resource.identifier?.find(({ system }) => system === odsCodes)?.value;
  const code = readCode(own ?? resource.id);
  const name = tidy(resource.name);
  if (!code || !name) return null;
  const roles = (resource.extension ?? []).flatMap(roleOf);
  const primary = primaryRole(roles);
  const period = operational(resource.extension ?? []) ?? primary;
  const parent = odsCodeOf(resource.partOf);
  return {
    subject: 'odsOrganisation',
    row,
    key: { code },
    values: {
      name,
      active: resource.active ?? null,
      primary_role: primary?.code ?? null,
      roles: [...new Set(roles.filter((r) => r.active).map((r) => r.code))].sort(),
      ...addressOf(resource),
      opened_on: period?.opened ?? null,
      closed_on: period?.closed ?? null,
      ...(parent ? { parent_code: parent } : {}),
    },
    mayCreate: true,
  };
}

/**
 * The headquarters that an affiliation names.
 * @returns null when it is over, or tells of something else (a region, a commissioner)
 */
export function parentOf(resource: Affiliation, row: number): Arrival<'odsOrganisation'> | null {
  const codes = (resource.code ?? []).flatMap(({ coding }) => coding?.map((c) => c.code) ?? []);
  const code = odsCodeOf(resource.organization);
  const parent_code = odsCodeOf(resource.participatingOrganization);
  if (resource.active === false || !codes.includes(isOperatedBy) || !code || !parent_code)
    return null;
  return {
    subject: 'odsOrganisation',
    row,
    key: { code },
    values: { parent_code },
    // The name of an organisation is not in here, and none is made up.
    mayCreate: false,
  };
}

function roleOf({ url, extension = [] }: Extension): Role[] {
  if (!roleExtension.test(url)) return [];
  const inner = (name: string) => extension.find((e) => e.url === name);
  const code = inner('roleCode')?.valueCodeableConcept?.coding?.[0]?.code?.trim();
  if (!code) return [];
  const period = operational(extension);
  return [
    {
      code,
      isPrimary: inner('primaryRole')?.valueBoolean ?? false,
      active: inner('active')?.valueBoolean ?? true,
      opened: period?.opened ?? null,
      closed: period?.closed ?? null,
    },
  ];
}

/** The one said to be primary, else the only one, else that of a social care site or headquarters. */
function primaryRole(roles: readonly Role[]): Role | undefined {
  return (
    roles.find((r) => r.isPrimary) ??
    (roles.length === 1 ? roles[0] : roles.find((r) => careRoles.includes(r.code)))
  );
}

/** From when to when it worked; or, when only that is given, existed in law. */
function operational(
  extensions: readonly Extension[],
): { opened: string | null; closed: string | null } | null {
  const periods = extensions
    .filter(({ url }) => periodExtension.test(url))
    .map(({ extension = [] }) => ({
      type: extension.find((e) => e.url === 'dateType')?.valueCoding?.code,
      period: extension.find((e) => e.url === 'period')?.valuePeriod,
    }));
  const found =
    periods.find(({ type }) => type === 'Operational') ?? periods.find(({ period }) => period);
  if (!found) return null;
  return { opened: dayOf(found.period?.start), closed: dayOf(found.period?.end) };
}

/** A FHIR date may be a year or a month alone; only a whole day is one. */
function dayOf(text: string | undefined): string | null {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '') ?? [];
  if (day === undefined) return null;
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

function addressOf({ address: [first] = [] }: Organization) {
  const lines = (first?.line ?? []).map(tidy).filter((line) => line !== null);
  const postcode = first?.postalCode ? checkPostcode(first.postalCode) : null;
  return {
    address: lines.join(', ') || null,
    town: tidy(first?.city),
    postcode: postcode?.verdict === 'ok' ? postcode.value : null,
  };
}

const tidy = (text: string | undefined): string | null => text?.trim().replace(/\s+/g, ' ') || null;
