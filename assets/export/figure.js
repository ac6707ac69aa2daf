'use strict';
(() => {
  const place = document.getElementById('picture');
  const { pool, drawn } = JSON.parse(document.getElementById('drawn').textContent);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const printing = window.matchMedia('print');

  const whole = (value) => {
    if (Array.isArray(value)) return value.map(whole);
    if (value === null || typeof value !== 'object') return value;
    if (Object.keys(value).length === 1 && Number.isInteger(value.pool)) return structuredClone(pool[value.pool]);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, whole(each)]));
  };

  let shown = null;
  const show = () => {
    const look = dark.matches && !printing.matches ? 'dark' : 'light';
    const looks = drawn.filter((each) => each.look === look);
    const fitting = (looks.length ? looks : drawn).filter((each) => each.width <= place.clientWidth);
    const chosen = fitting.length
      ? fitting.reduce((one, other) => (other.width > one.width ? other : one))
      : (looks.length ? looks : drawn).reduce((one, other) => (other.width < one.width ? other : one));
    if (chosen === shown) return;
    shown = chosen;
    const { data, layout } = whole({ data: chosen.data, layout: chosen.layout });
    place.style.minHeight = `${layout.height}px`;
    Plotly.react(place, data, layout, { displayModeBar: false, responsive: false, showTips: false });
  };

  show();
  new ResizeObserver(show).observe(place);
  dark.addEventListener('change', show);
  printing.addEventListener('change', show);
})();
