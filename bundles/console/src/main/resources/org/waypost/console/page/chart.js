// A plot of the last ten minutes: one line for each series, a value for each second. Arrow keys or the pointer read it.

import { h, svg, brief, replace, time } from './dom.js';

const SECONDS = 600;
const HEIGHT = 148;
const LEFT = 44;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;

/** Gathers what the server tells of the last ten minutes, by the second. */
export class Window {
  constructor() {
    this.end = 0;
    this.series = {};
  }

  /** How many seconds are to be asked for. */
  missing(now) {
    const gap = Math.ceil(now / 1000) - this.end + 3;
    return this.end === 0 || gap > SECONDS ? SECONDS : Math.max(2, gap);
  }

  add(history) {
    const fits = this.end > 0 && history.end >= this.end && history.end - this.end <= history.seconds;
    const series = {};
    for (const [name, values] of Object.entries(history.series)) {
      const known = fits ? this.series[name] || [] : [];
      const kept = known.slice(0, known.length - Math.max(0, values.length - (history.end - this.end)));
      const all = fits ? kept.concat(values) : values;
      series[name] = new Array(Math.max(0, SECONDS - all.length)).fill(null).concat(all.slice(-SECONDS));
    }
    this.series = series;
    this.end = history.end;
  }

  values(name) {
    return this.series[name];
  }
}

function ceiling(value) {
  if (value <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value * 0.999);
}

/** @param lines of {name, label, tone}: the series' name and what it is called; tone is a class of the style sheet */
export class Chart {
  constructor(title, unit, lines) {
    this.title = title;
    this.unit = unit;
    this.lines = lines;
    this.cursor = null;
    this.plot = svg('svg', { class: 'plot', height: HEIGHT, role: 'img', tabindex: '0' });
    this.legend = h('div', { class: 'legend' });
    this.none = h('p', { class: 'none muted', hidden: true }, 'Nobody counts this now.');
    this.element = h('section', { class: 'panel chart', 'data-chart': title },
      h('header', {}, h('h2', {}, title, h('small', {}, unit)), this.legend), this.plot, this.none);
    this.plot.addEventListener('pointermove', (event) => this.point(event));
    this.plot.addEventListener('pointerleave', () => this.move(null));
    this.plot.addEventListener('blur', () => this.move(null));
    this.plot.addEventListener('keydown', (event) => this.key(event));
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.element);
  }

  close() {
    this.observer.disconnect();
  }

  update(window) {
    this.window = window;
    this.draw();
  }

  point(event) {
    const box = this.plot.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
    this.move(Math.round(Math.min(1, Math.max(0, share)) * (SECONDS - 1)));
  }

  key(event) {
    const step = { ArrowLeft: -5, ArrowRight: 5, Home: -SECONDS, End: SECONDS }[event.key];
    if (step) {
      event.preventDefault();
      const from = this.cursor === null ? SECONDS - 1 : this.cursor;
      this.move(Math.min(SECONDS - 1, Math.max(0, from + step)));
    } else if (event.key === 'Escape') {
      this.move(null);
    }
  }

  move(cursor) {
    if (cursor !== this.cursor) {
      this.cursor = cursor;
      this.draw();
    }
  }

  draw() {
    const width = this.element.clientWidth - 24;
    if (!this.window || width <= 0) {
      return;
    }
    const there = this.lines.filter((line) => this.window.values(line.name));
    this.none.hidden = there.length > 0;
    this.plot.toggleAttribute('hidden', there.length === 0);
    const most = ceiling(Math.max(0, ...there.flatMap((line) => this.window.values(line.name).map((v) => v || 0))));
    const x = (i) => LEFT + (i / (SECONDS - 1)) * (width - LEFT - RIGHT);
    const y = (v) => TOP + (1 - v / most) * (HEIGHT - TOP - BOTTOM);
    this.plot.setAttribute('width', width);
    this.plot.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    const parts = [];
    for (const share of [0, 0.5, 1]) {
      const at = Math.round(y(most * share)) + 0.5;
      parts.push(svg('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: at, y2: at }));
      parts.push(svg('text', { x: LEFT - 6, y: at + 3.5, 'text-anchor': 'end' }, brief(most * share)));
    }
    for (const minutes of width > 420 ? [10, 8, 6, 4, 2, 0] : [10, 5, 0]) {
      const at = x(SECONDS - 1 - minutes * 60 + (minutes === 10 ? 1 : 0));
      const anchor = minutes === 0 ? 'end' : minutes === 10 ? 'start' : 'middle';
      parts.push(svg('text', { x: at, y: HEIGHT - 5, 'text-anchor': anchor }, minutes === 0 ? 'now' : `−${minutes} min`));
    }
    there.forEach((line, index) => {
      const values = this.window.values(line.name);
      if (index === 0) {
        parts.push(svg('path', { class: `area ${line.tone}`, d: path(values, x, y, y(0)) }));
      }
      parts.push(svg('path', { class: `line ${line.tone}`, d: path(values, x, y), 'data-series': line.name }));
    });
    if (this.cursor !== null) {
      parts.push(svg('line', { class: 'cursor', x1: x(this.cursor), x2: x(this.cursor), y1: TOP, y2: HEIGHT - BOTTOM }));
    }
    replace(this.plot, parts);
    this.describe(there);
  }

  describe(there) {
    const at = this.cursor === null ? SECONDS - 1 : this.cursor;
    const value = (line) => brief(this.window.values(line.name)[at]);
    replace(this.legend,
      there.map((line) => h('span', { class: `key ${line.tone}` }, h('i', {}), `${line.label} `, h('b', { 'data-now': line.name }, value(line)))),
      this.cursor === null ? null : h('span', { class: 'when' }, time((this.window.end - (SECONDS - 1 - at)) * 1000)));
    const words = there.map((line) => `${line.label} ${value(line)}`).join(', ');
    this.plot.setAttribute('aria-label', `${this.title}, ${this.unit}: ${words}`);
  }
}

// Seconds the server has no value for are gaps.
function path(values, x, y, base) {
  let text = '';
  let start = -1;
  for (let i = 0; i <= values.length; i++) {
    const value = values[i];
    if (i < values.length && value !== null && value !== undefined) {
      text += `${start < 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
      start = start < 0 ? i : start;
    } else if (start >= 0) {
      text += base === undefined ? '' : `L${x(i - 1).toFixed(1)} ${base}L${x(start).toFixed(1)} ${base}Z`;
      start = -1;
    }
  }
  return text;
}
