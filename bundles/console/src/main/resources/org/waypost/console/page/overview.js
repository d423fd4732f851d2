// The server at a glance: rates over ten minutes, what it holds, where it listens, all statistics.

import { get } from './api.js';
import { h, replace, number, duration, bytes, brief } from './dom.js';
import { Chart, Window } from './chart.js';

const PLOTS = [
  ['REGISTER', 'per second', [
    { name: 'core:rcv_requests_register', label: 'received', tone: 't1' },
    { name: 'registrar:accepted_regs', label: 'accepted', tone: 't2' },
    { name: 'registrar:rejected_regs', label: 'rejected', tone: 't3' },
  ]],
  ['Lookups', 'per second', [
    { name: 'registrar:lookups', label: 'all', tone: 't1' },
    { name: 'registrar:lookup_misses', label: 'nobody found', tone: 't3' },
  ]],
  ['Messages', 'per second', [
    { name: 'core:messages_in', label: 'in', tone: 't1' },
    { name: 'core:messages_out', label: 'out', tone: 't2 dashed' },
  ]],
  ['Registered AoRs', 'now', [
    { name: 'usrloc:registered_users', label: 'AoRs', tone: 't1' },
  ]],
];

export function open(root) {
  const charts = PLOTS.map(([title, unit, lines]) => new Chart(title, unit, lines));
  const rates = new Window();
  const facts = h('dl', { class: 'facts', id: 'facts' });
  const listeners = h('div', {});
  const stores = h('div', {});
  const statistics = h('div', { class: 'scroll' });
  const filter = h('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter the statistics', oninput: () => showStatistics() });
  const all = h('details', { class: 'panel', ontoggle: () => readStatistics() },
    h('summary', {}, 'All statistics'), h('div', { class: 'tools' }, filter), statistics);
  let lines = [];

  replace(root, h('h1', { class: 'hidden' }, 'Overview'), h('div', { class: 'panel' }, facts),
    h('div', { class: 'charts' }, charts.map((chart) => chart.element)),
    h('div', { class: 'two' },
      h('section', { class: 'panel' }, h('h2', {}, 'Listening on'), listeners),
      h('section', { class: 'panel' }, h('h2', {}, 'Stores'), stores)),
    all);

  function fact(name, value, note) {
    return h('div', {}, h('dt', {}, name), h('dd', { 'data-fact': name }, value, note ? h('small', {}, note) : null));
  }

  function showFacts(state) {
    const s = state.statistics;
    const contacts = Object.keys(s).filter((name) => /^usrloc:.*_contacts$/.test(name)).reduce((sum, name) => sum + s[name], 0);
    const expired = Object.keys(s).filter((name) => /^usrloc:.*_expires$/.test(name)).reduce((sum, name) => sum + s[name], 0);
    replace(facts,
      fact('AoRs', number(s['usrloc:registered_users'])),
      fact('Contacts', number(contacts)),
      fact('Expired', number(expired), 'since start'),
      fact('Accepted', number(s['registrar:accepted_regs']), 'REGISTERs'),
      fact('Rejected', number(s['registrar:rejected_regs']), 'REGISTERs'),
      fact('Uptime', duration(state.uptime)),
      fact('Memory', bytes(state.memoryUsed), `of ${bytes(state.memoryMax)}`),
      fact('Process', String(state.pid), `Java ${state.java}`));
  }

  function showListeners(state) {
    replace(listeners, state.listeners.length === 0 ? h('p', { class: 'muted' }, 'Nothing: the transport is not there.')
      : h('table', {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Socket'), h('th', { scope: 'col', class: 'n' }, 'Received'), h('th', { scope: 'col', class: 'n' }, 'Sent'))),
        h('tbody', {}, state.listeners.map((each) => h('tr', {},
          h('td', { class: 'mono' }, each.socket, each.advertised ? h('small', {}, ` as ${each.advertised}`) : null,
            each.failure ? h('div', { class: 'refusal' }, each.failure) : null),
          h('td', { class: 'n' }, number(each.received)), h('td', { class: 'n' }, number(each.sent)))))));
  }

  function showStores(state) {
    replace(stores,
      h('table', {}, h('tbody', {}, state.stores.map((each) => h('tr', {},
        h('td', {}, h('span', { class: `dot ${each.health === 'UP' ? 'good' : 'bad'}` }, each.name)),
        h('td', {}, each.role || h('span', { class: 'muted' }, 'not used')),
        h('td', { class: 'n' }, each.aors === undefined ? '' : `${number(each.aors)} AoRs`),
        h('td', {}, each.reason ? h('span', { class: 'refusal' }, each.reason) : ''))))),
      h('p', { class: 'muted' }, state.inUse ? `In use: ${state.inUse}` : `None is in use: ${state.waiting}`),
      state.changing ? h('p', {}, state.changing) : null,
      state.outstanding > 0 ? h('p', {}, `${number(state.outstanding)} AoRs are not in the database yet as they are in memory.`) : null);
  }

  async function readStatistics() {
    if (all.open) {
      lines = await get('statistics');
      showStatistics();
    }
  }

  function showStatistics() {
    const wanted = filter.value.trim().toLowerCase();
    replace(statistics, h('table', {},
      h('thead', {}, h('tr', {}, ['Statistic', 'Value', 'Last second', 'Last minute'].map((name, i) => h('th', { scope: 'col', class: i ? 'n' : '' }, name)))),
      h('tbody', {}, lines.filter((line) => `${line.group}:${line.name}`.toLowerCase().includes(wanted)).map((line) => h('tr', {},
        h('td', { class: 'mono' }, h('span', { class: 'muted' }, `${line.group}:`), line.name),
        h('td', { class: 'n' }, number(line.value)),
        h('td', { class: 'n' }, line.gauge || line.second === undefined ? '' : `${brief(line.second)}/s`),
        h('td', { class: 'n' }, line.gauge || line.minute === undefined ? '' : `${brief(line.minute)}/s`))))));
  }

  async function readRates(now) {
    rates.add(await get('rates', { seconds: rates.missing(now) }));
    charts.forEach((chart) => chart.update(rates));
  }

  return {
    async tick(state) {
      showFacts(state);
      showListeners(state);
      showStores(state);
      await readRates(state.time);
      await readStatistics();
    },
    close() {
      charts.forEach((chart) => chart.close());
    },
  };
}
