import { readListCode } from './list-code';

describe('the code of a DSPT list', () => {
  it.each([
    ['VLN1F', 'VLN1F'],
    [' vln1f ', 'VLN1F'],
    ['8hk29', '8HK29'],
    ['16', '016'],
    ['7', '007'],
    ['503', '503'],
    ['38078', '38078'],
    ['8A738CLOSED', '8A738CLOSED'],
    ['VL0GTClosed', 'VL0GTClosed'],
    ['8D594-ECC0020', '8D594-ECC0020'],
    ['', ''],
  ])('%p is %p', (text, code) => {
    expect(readListCode(text)).toBe(code);
  });
});
