// Keys for the rows of Today: j and k or the arrows go from row to row; while a row has focus s, v, w,
// d and t press its buttons (spoke, voicemail, wrong number, done, tomorrow); u takes the last call
// back. Every button works without this file, and it is not loaded when shortcuts are switched off.
(() => {
  const rows = () => [...document.querySelectorAll('.app-calls > li')];
  const rowOf = (element) => element?.closest?.('.app-calls > li') ?? null;
  const focus = (row) => row?.querySelector('a')?.focus();
  const goMs = 1500;
  let goUntil = 0;
  let isSent = false;

  const step = (by) => {
    const all = rows();
    const at = all.indexOf(rowOf(document.activeElement));
    focus(all[at === -1 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
    return all.length > 0;
  };

  const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

  const press = (key) => {
    const button = /^[svwdt]$/.test(key)
      ? rowOf(document.activeElement)?.querySelector(`button[name="${key}"]`)
      : key === 'u' && document.querySelector('.app-called button');
    if (!button) return false;
    // A key held down, or pressed twice, is one outcome.
    if (!isSent) button.click();
    return true;
  };

  document.addEventListener(
    'keydown',
    (event) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.repeat && !steps[key]) return;
      if (target instanceof Element && target.closest('input, textarea, select, dialog')) return;
      // "g" and a letter go to another part of the service.
      const isGoing = event.timeStamp < goUntil;
      goUntil = key === 'g' && !isGoing ? event.timeStamp + goMs : 0;
      if (isGoing || document.querySelector('dialog[open]')) return;
      const isArrow = key.startsWith('Arrow');
      if (isArrow && !rowOf(document.activeElement)) return;
      if (steps[key] ? step(steps[key]) : press(key)) event.preventDefault();
    },
    true,
  );
  document.addEventListener('submit', (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener('pageshow', () => {
    isSent = false;
  });

  // Back from a call: on to the row that stands in the place of the finished one, and say what was set.
  // The browser takes the focus away as it scrolls there, so it is given once that is done.
  const arrive = () => focus(document.getElementById(location.hash.slice(1)));
  if (/^#r\d+$/.test(location.hash)) addEventListener('load', () => setTimeout(arrive));
  const said = document.querySelector('.app-called [role="status"]');
  if (said) {
    const { textContent } = said;
    said.textContent = '';
    setTimeout(() => {
      said.textContent = textContent;
    }, 150);
  }
})();
