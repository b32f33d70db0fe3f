// Says beside a box, while it is filled in, what saving would say. The rules are asked for at the
// server, so there is no second copy of them here. The page works without this.
(() => {
  const form = document.querySelector('form[data-check]');
  if (!form) return;
  const pauseMs = 600;
  for (const field of ['name', 'mobile', 'email']) {
    const box = form.querySelector(`[name="${field}"]`);
    const said = document.getElementById(`${field}-said`);
    if (!box || !said) continue;
    let timer;
    let asked = 0;
    const ask = async () => {
      const mine = ++asked;
      const body = new URLSearchParams({ key: form.dataset.key, field, value: box.value });
      try {
        const answer = await fetch(form.dataset.check, { method: 'POST', body });
        const { message } = answer.ok ? await answer.json() : { message: null };
        // Only the answer to what stands in the box now counts.
        if (mine === asked) said.textContent = message ?? '';
      } catch {
        if (mine === asked) said.textContent = '';
      }
    };
    box.addEventListener('input', () => {
      clearTimeout(timer);
      said.textContent = '';
      asked += 1;
      timer = setTimeout(ask, pauseMs);
    });
    box.addEventListener('change', () => {
      clearTimeout(timer);
      void ask();
    });
  }
})();
