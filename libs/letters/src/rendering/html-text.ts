const named: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made fit to stand in HTML, as content or in a quoted attribute; ASCII only. */
export function escape(text: string): string {
  return text.replace(
    /[&<>"'`]|[^ -~]/gu,
    (char) => named[char] ?? `&#${char.codePointAt(0) ?? 0xfffd};`,
  );
}
