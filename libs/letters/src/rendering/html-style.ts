/**
 * The look: one column, large type that grows with the reader's own setting, contrast of 4.5 to 1 and
 * more in light and in dark (WCAG 2.2 AA), a target of 44 pixels, no picture to load, and on paper no
 * colour. The button's border shows where colours are forced.
 */
export const letterStyle = `:root { color-scheme: light dark; }
body { margin: 0; background: #ffffff; color: #212b32; }
main { max-width: 35em; margin: 0 auto; padding: 24px 16px;
  font-family: Arial, sans-serif; font-size: 106.25%; line-height: 1.5;
  overflow-wrap: break-word; }
h1 { font-size: 1.5em; line-height: 1.25; margin: 24px 0 16px; }
h2 { font-size: 1.25em; line-height: 1.25; margin: 32px 0 12px; }
h3 { font-size: 1.1em; line-height: 1.3; margin: 24px 0 12px; }
.home { border-top: 4px solid #005eb8;
  padding-top: 12px; margin-top: 40px; }
p { margin: 0 0 16px; }
.from { color: #4c6272; }
.do { border-left: 6px solid #005eb8; background: #f0f4f5;
  padding: 16px 16px 1px; margin: 24px 0; }
.do h2, .do h3, .do h4 { font-size: 1em; margin: 0 0 8px; }
.answer { display: inline-block; box-sizing: border-box; max-width: 100%;
  min-height: 44px; padding: 10px 20px; border: 2px solid #005eb8;
  border-radius: 4px; background: #005eb8; color: #ffffff;
  font-weight: bold; text-decoration: none; }
.sign { margin-top: 24px; }
.small { border-top: 1px solid #aeb7bd; margin-top: 32px; padding-top: 16px;
  font-size: 0.9em; color: #4c6272; }
a { color: #005eb8; }
a:focus { outline: 3px solid #212b32; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  body { background: #16191c; color: #f0f4f5; }
  .from, .small { color: #c8d1d7; }
  .do { background: #262c31; border-color: #6aa9e9; }
  .home { border-color: #6aa9e9; }
  .small { border-color: #5b666e; }
  a { color: #8cc1f5; }
  .answer { background: #8cc1f5; border-color: #8cc1f5; color: #10161b; }
  a:focus { outline-color: #ffffff; }
}
@media print {
  body { background: #ffffff; color: #000000; }
  main { max-width: none; padding: 0; font-size: 12pt; }
  .from, .small { color: #000000; }
  .do { background: none; border-color: #000000; break-inside: avoid; }
  .home { border-color: #000000; }
  h1, h2, h3, h4 { break-after: avoid; }
  .answer { background: none; border-color: #000000; }
  a, .answer { color: #000000; }
  .answer::after { content: " " attr(href); font-weight: normal;
    overflow-wrap: anywhere; }
}`;
