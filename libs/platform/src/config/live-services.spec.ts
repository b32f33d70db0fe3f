import { readConfig } from './config';

describe('the live services of the registers', () => {
  it('are none unless keys and addresses are given', () => {
    expect(readConfig({}).liveServices).toEqual({
      cqc: undefined,
      ods: undefined,
      dsptUrl: undefined,
      bankHolidaysUrl: undefined,
    });
  });

  it('take keys, areas and addresses', () => {
    const { liveServices } = readConfig({
      CQC_API_KEY: 'one',
      CQC_AREAS: 'Lincolnshire, North Lincolnshire,,',
      ODS_API_KEY: 'two',
      ODS_API_URL: 'http://127.0.0.1:8080/ods/',
      DSPT_LIST_URL: 'https://dspt.example.org/list.csv',
      BANK_HOLIDAYS_URL: 'https://www.gov.uk/bank-holidays.json',
    });
    expect(liveServices).toEqual({
      cqc: {
        url: 'https://api.service.cqc.org.uk/public/v1',
        key: 'one',
        areas: ['Lincolnshire', 'North Lincolnshire'],
      },
      ods: { url: 'http://127.0.0.1:8080/ods', key: 'two' },
      dsptUrl: 'https://dspt.example.org/list.csv',
      bankHolidaysUrl: 'https://www.gov.uk/bank-holidays.json',
    });
  });

  it.each(['http://dspt.example.org/list.csv', 'dspt.example.org', 'ftp://127.0.0.1/list.csv'])(
    'refuse an address that is not encrypted: %s',
    (DSPT_LIST_URL) => {
      expect(() => readConfig({ DSPT_LIST_URL })).toThrow(/DSPT_LIST_URL must (begin|be)/);
    },
  );
});
