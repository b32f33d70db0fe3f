import type { Database, LiveServices } from '@app/platform';
import { CqcApi } from './cqc-api';
import { FileService } from './file-service';
import type { LiveService } from './live-service';
import { OdsFhir } from './ods-fhir';

/** The services that have a key or an address. */
export function liveServices(settings: LiveServices, db: Database): LiveService[] {
  const { cqc, ods, dsptUrl, bankHolidaysUrl } = settings;
  const known = async (locationIds: readonly string[]) => {
    const rows = await db.query<{ id: string }>(
      'SELECT location_id AS id FROM site WHERE location_id = ANY ($1)',
      [locationIds],
    );
    return new Set(rows.map((row) => row.id));
  };
  return [
    ...(cqc ? [new CqcApi({ ...cqc, known })] : []),
    ...(ods ? [new OdsFhir(ods)] : []),
    ...(dsptUrl
      ? [
          new FileService({
            name: 'dspt',
            title: 'the DSPT list',
            kind: 'dspt',
            url: dsptUrl,
            fileName: 'DSPT search results.csv',
          }),
        ]
      : []),
    ...(bankHolidaysUrl
      ? [
          new FileService({
            name: 'bank-holidays',
            title: 'the bank holidays',
            kind: 'bank-holidays',
            url: bankHolidaysUrl,
            fileName: 'bank-holidays.json',
          }),
        ]
      : []),
  ];
}
