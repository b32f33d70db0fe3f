import { webAddress } from './web-address';

describe('webAddress', () => {
  it.each([
    ['https://www.cqc.org.uk/location/1-1', 'https://www.cqc.org.uk/location/1-1'],
    ['http://www.cqc.org.uk', 'http://www.cqc.org.uk/'],
    ['javascript:alert(1)', null],
    ['data:text/html,<script>', null],
    ['www.cqc.org.uk', null],
    ['', null],
    [null, null],
  ])('%s', (text, address) => {
    expect(webAddress(text)).toBe(address);
  });
});
