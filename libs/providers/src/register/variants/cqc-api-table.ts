import { CqcIds } from '../reading/cqc-ids';
import { hasColumns } from '../reading/find-columns';
import { readRowByRow } from '../reading/read-row-by-row';
import { usualNames } from '../reading/usual-names';
import type { TableVariant } from '../reading/variant';
import { type ApiLocationKey, apiLocationKeys } from './cqc-api-keys';
import { readApiLocation, spokenOfApiLocation } from './cqc-api-location';
import { tableRecord } from './cqc-api-record';

const needs = [
  apiLocationKeys.location_id,
  apiLocationKeys.provider_id,
  apiLocationKeys.name,
  apiLocationKeys.postcode,
  apiLocationKeys.registration_status,
  apiLocationKeys.care_home,
];

/**
 * A table made from records of CQC's API, a column for each key. Fields that hold lists are written
 * as Python writes them, telephone numbers lack their zero, and some days are day/month/year.
 */
export const cqcApiTable: TableVariant = {
  name: 'cqc-api-table',
  kind: 'cqc',
  title: 'table of CQC API records',
  speaks: { site: spokenOfApiLocation },
  names: { site: usualNames('site', apiLocationKeys) },
  needs: needs.map(([name]) => name),
  recognise: (header) => hasColumns(header, needs),
  read: readRowByRow<ApiLocationKey>({
    columns: apiLocationKeys,
    begin() {
      const ids = new CqcIds();
      return (row) => {
        const site = readApiLocation(tableRecord(row), ids);
        return [site];
      };
    },
  }),
};
