// The frame of the console: the sign-in, which section is shown, and what the bar at the top tells.

import { get, hasToken, setToken } from './api.js';
import { h, replace, number, toast } from './dom.js';
import * as overview from './overview.js';
import * as bindings from './bindings.js';
import * as parameters from './parameters.js';
import * as stores from './stores.js';
import * as bundles from './bundles.js';

const SECTIONS = { overview, bindings, parameters, stores, bundles };
const PERIOD = 2000;

const bar = document.getElementById('bar');
const main = document.getElementById('main');
let view = null;
let section = '';
let ticking = false;

function signIn(message) {
  leave();
  bar.hidden = true;
  document.title = 'Sign in – Waypost';
  const token = h('input', { type: 'password', id: 'token', autocomplete: 'current-password', required: true, 'aria-describedby': 'token-help' });
  const failure = h('p', { class: 'refusal', role: 'alert', id: 'signin-error' }, message || '');
  const form = h('form', { class: 'panel signin', onsubmit: async (event) => {
    event.preventDefault();
    setToken(token.value);
    try {
      await enter();
    } catch (refusal) {
      setToken('');
      failure.textContent = refusal.status === 401 ? 'This is not the token.' : refusal.message;
      token.select();
    }
  } },
  h('h1', {}, h('img', { src: 'icon.svg', alt: '', width: 28, height: 28 }), 'Waypost'),
  h('label', { for: 'token' }, 'Token'),
  token,
  h('p', { id: 'token-help', class: 'muted' }, 'The parameter ', h('code', {}, 'token'), ' of module ', h('code', {}, 'http'),
    '. It is kept until this tab is closed.'),
  failure,
  h('button', { class: 'primary', type: 'submit' }, 'Sign in'));
  replace(main, form);
  token.focus();
}

/** Shows the sections if the server lets us in. */
async function enter() {
  const state = await get('overview');
  bar.hidden = false;
  document.getElementById('signout').hidden = !hasToken();
  tell(state);
  route(true);
}

function leave() {
  if (view && view.close) {
    view.close();
  }
  view = null;
  section = '';
}

function route(force) {
  if (bar.hidden) {
    return;
  }
  const words = location.hash.replace(/^#\//, '').split('/').map((word) => {
    try {
      return decodeURIComponent(word);
    } catch (malformed) {
      return '';
    }
  });
  const wanted = Object.hasOwn(SECTIONS, words[0]) ? words[0] : 'overview';
  for (const link of bar.querySelectorAll('nav a')) {
    const isHere = link.getAttribute('href') === `#/${wanted}`;
    link.toggleAttribute('aria-current', isHere);
    if (isHere) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }
  document.title = `${wanted[0].toUpperCase()}${wanted.slice(1)} – Waypost`;
  if (wanted === section && !force && view && view.go) {
    view.go(words.slice(1));
    return;
  }
  leave();
  section = wanted;
  replace(main);
  main.dataset.section = wanted;
  view = SECTIONS[wanted].open(main, words.slice(1));
  tick();
}

function tell(state) {
  const link = document.getElementById('link');
  link.className = 'dot good';
  link.textContent = state.version ? `Waypost ${state.version}` : 'connected';
  const down = state.stores.find((each) => each.used && each.health !== 'UP');
  const store = document.getElementById('store');
  const bad = !state.inUse || down;
  store.className = bad ? 'dot bad' : 'dot good';
  const users = state.statistics['usrloc:registered_users'];
  store.textContent = bad
    ? `store ${down ? `${down.name} ${down.health.toLowerCase().replace('_', '-')}` : 'missing'}`
    : `${number(users)} AoRs`;
  store.title = state.inUse || state.waiting;
}

async function tick() {
  if (bar.hidden || document.hidden || ticking) {
    return;
  }
  ticking = true;
  try {
    const state = await get('overview');
    tell(state);
    if (view && view.tick) {
      await view.tick(state);
    }
  } catch (failure) {
    if (failure.status === 0) {
      const link = document.getElementById('link');
      link.className = 'dot bad';
      link.textContent = 'no connection';
    }
  } finally {
    ticking = false;
  }
}

window.addEventListener('hashchange', () => route(false));
window.addEventListener('waypost:signed-out', () => {
  if (!bar.hidden) {
    setToken('');
    signIn('The token is not accepted any more.');
  }
});
document.addEventListener('visibilitychange', tick);
document.getElementById('signout').addEventListener('click', () => {
  setToken('');
  signIn('');
});
setInterval(tick, PERIOD);

enter().catch((refusal) => {
  if (refusal.status === 401) {
    signIn('');
  } else {
    signIn('');
    toast(refusal.message, 'bad');
  }
});
