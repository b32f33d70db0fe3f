// Keyboard shortcuts: `?` shows them, `/` goes to the box that finds a home, `g` and a letter goes to
// a part of the service, and a letter that an element names by data-key presses it. They can be
// switched off at /help/keys, and then this file is not loaded at all. None acts while somebody
// types, nor with Ctrl, Alt or Command, nor on what another script has taken already.
(() => {
  const parts = {
    t: '/',
    s: '/stalled',
    c: '/cases',
    h: '/sites',
    d: '/dashboards',
    m: '/mail',
    r: '/imports',
    e: '/settings',
  };
  const waitMs = 1500;
  let goUntil = 0;

  const isTyping = (element) =>
    element instanceof Element &&
    element.closest('input, textarea, select, [contenteditable]') !== null;

  const go = (key) => {
    const link = document.querySelector(`.app-menu a[href="${parts[key]}"]`);
    if (link) link.click();
  };

  const press = (key) => {
    if (!/^[a-z]$/.test(key)) return false;
    const element = document.querySelector(`main [data-key="${key}"]`);
    if (isTyping(element)) element.focus();
    else element?.click();
    return element !== null;
  };

  const show = async () => {
    const shown = document.querySelector('dialog.app-keys');
    if (shown) {
      shown.close();
      return;
    }
    const dialog = document.createElement('dialog');
    dialog.className = 'app-keys';
    dialog.setAttribute('aria-labelledby', 'keys-title');
    try {
      const answer = await fetch('/help/keys');
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const list = page.getElementById('keys');
      const title = document.createElement('h2');
      title.id = 'keys-title';
      title.className = 'app-section';
      title.textContent = 'Keyboard shortcuts';
      const form = document.createElement('form');
      form.method = 'dialog';
      const close = document.createElement('button');
      close.className = 'app-button';
      close.textContent = 'Close';
      close.autofocus = true;
      const more = document.createElement('a');
      more.href = '/help/keys#switch';
      more.textContent = 'Switch them off';
      form.append(close, ' ', more);
      dialog.append(title, list, form);
    } catch {
      location.assign('/help/keys');
      return;
    }
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(target) || event.repeat) return;
    const isGoing = event.timeStamp < goUntil;
    goUntil = 0;
    if (isGoing && parts[key]) go(key);
    else if (document.querySelector('dialog[open]') && key !== '?') return;
    else if (key === 'g') goUntil = event.timeStamp + waitMs;
    else if (key === '?') void show();
    else if (key === '/') document.getElementById('find')?.focus();
    else if (!press(key)) return;
    event.preventDefault();
  });
})();
