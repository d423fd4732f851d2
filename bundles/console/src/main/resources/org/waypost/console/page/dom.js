// Elements out of names, attributes and children. Text becomes text nodes, never markup, so what a device calls itself stays text.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'value' || name === 'checked' || name === 'selected') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat(3).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Puts other children in an element; what had the focus, by its data-focus, has it again. */
export function replace(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  element.replaceChildren(...children.flat(3).filter((child) => child !== undefined && child !== null && child !== false));
  if (focused !== undefined) {
    const again = [...element.querySelectorAll('[data-focus]')].find((each) => each.dataset.focus === focused);
    if (again) {
      again.focus({ preventScroll: true });
    }
  }
}

export function number(value) {
  return value === undefined || value === null ? '–' : value.toLocaleString('en');
}

/** A rate or a gauge in few characters. */
export function brief(value) {
  if (value === undefined || value === null) {
    return '–';
  }
  const size = Math.abs(value);
  if (size >= 1e6) {
    return `${Number((value / 1e6).toFixed(size < 1e7 ? 2 : 1))} M`;
  }
  if (size >= 1e4) {
    return `${Number((value / 1e3).toFixed(1))} k`;
  }
  return Number.isInteger(value) || size >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

/** Seconds as 2 d 3 h, 4 min 5 s, 6 s. */
export function duration(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s >= 86400) {
    return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
  }
  if (s >= 3600) {
    return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  }
  if (s >= 600) {
    return `${Math.floor(s / 60)} min`;
  }
  return s >= 60 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${s} s`;
}

/** Seconds as on a clock: 59:42, 1:02:03. */
export function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(s / 3600);
  return hours >= 48 ? duration(s) : `${hours > 0 ? `${hours}:${two(Math.floor((s % 3600) / 60))}` : Math.floor(s / 60)}:${two(s % 60)}`;
}

export function bytes(value) {
  return value >= 1 << 30 ? `${(value / (1 << 30)).toFixed(1)} GB` : `${Math.round(value / (1 << 20))} MB`;
}

/** Time of day, with the date if it is not today's. */
export function time(millis) {
  const at = new Date(millis);
  const clock = at.toLocaleTimeString('en-GB');
  return at.toDateString() === new Date().toDateString() ? clock : `${at.toLocaleDateString('en-CA')} ${clock}`;
}

export function plural(count, one, many) {
  return `${number(count)} ${count === 1 ? one : many || `${one}s`}`;
}

export function toast(text, kind) {
  const note = h('div', { class: `toast ${kind || ''}` }, text);
  document.getElementById('toasts').append(note);
  setTimeout(() => note.remove(), kind === 'bad' ? 12000 : 5000);
}
