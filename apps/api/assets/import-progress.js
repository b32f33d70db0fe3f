// Keeps the bar of a file on its way in up to date, and shows the page anew when there is something
// to do. The page works without this: its link looks again.
(() => {
  const bar = document.querySelector('[data-progress]');
  if (!bar) return;
  const said = document.getElementById('progress-words');
  const everyMs = 1000;
  const look = async () => {
    try {
      const answer = await fetch(bar.dataset.progress, { headers: { Accept: 'application/json' } });
      if (answer.ok) {
        const { state, words, percent, moving } = await answer.json();
        if (!moving) {
          location.reload();
          return;
        }
        if (said.textContent !== words) said.textContent = words;
        if (percent === null) bar.removeAttribute('value');
        else bar.value = percent;
        bar.dataset.state = state;
      }
    } catch {
      // The server may be restarting; the next look will tell.
    }
    setTimeout(look, everyMs);
  };
  setTimeout(look, everyMs);
})();
