import { describe, expect, it } from '@jest/globals';
import { attachmentName, clean } from './clean-text';

describe('the name of a file', () => {
  it.each([
    ['form.pdf', 'form.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\jane\\form.docx', 'form.docx'],
    ['.bashrc', 'bashrc'],
    ['CON.txt', '_CON.txt'],
    ['a\u0000b\r\nc.pdf', 'ab c.pdf'],
    ['\u202efdp.exe', 'fdp.exe'],
    ['<script>.html', 'script .html'],
    ['', 'attachment-3.pdf'],
    ['...', 'attachment-3.pdf'],
  ])('%j is kept as %j', (name, kept) => {
    expect(attachmentName(name, 'application/pdf', 3)).toBe(kept);
  });

  it('is shortened before its ending', () => {
    const kept = attachmentName(`${'a'.repeat(500)}.xlsx`, 'x', 1);
    expect(kept).toHaveLength(120);
    expect(kept.endsWith('a.xlsx')).toBe(true);
  });
});

describe('text from outside', () => {
  it('holds no NUL and no broken pair, and the dashes of Windows as dashes', () => {
    expect(clean('a\0b\ud800c')).toBe('ab\ufffdc');
    expect(clean('it\u0092s \u0096 fine\u0080')).toBe('it’s – fine€');
  });
});
