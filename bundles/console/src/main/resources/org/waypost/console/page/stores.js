// The stores: how each does, and another one put in use while requests go on, with how far that is.

import { change, get } from './api.js';
import { h, replace, number, time, toast } from './dom.js';
import { confirm } from './dialog.js';
import { tell } from './editor.js';

const MODES = [
  [1, 'Memory, written through', 'Answers come from memory; each change is in the database before it is answered.'],
  [2, 'Memory, written back', 'Answers come from memory; the database follows within timer_interval.'],
  [3, 'Database alone', 'Each request reads and writes the database; several servers can share it.'],
  [4, 'Memory, loaded once', 'The database is read at the start and never written.'],
];

export function open(root) {
  let shown = '';
  let busy = false;
  const summary = h('div', { id: 'in-use' });
  const cards = h('div', { class: 'cards', id: 'stores' });
  const progress = h('div', { class: 'progress-lines', id: 'swap', role: 'status' });
  const refusal = h('p', { class: 'refusal', role: 'alert', id: 'swap-refusal' });
  replace(root, h('h1', { class: 'hidden' }, 'Stores'), h('section', { class: 'panel' }, h('h2', {}, 'In use'), summary, progress, refusal), cards,
    h('p', { class: 'muted note' }, 'Where the database is, and how it is used, stands in ', h('a', { href: '#/parameters/usrloc' }, 'the parameters of module usrloc'),
      '. A change of store copies all bindings first; requests go on, and none is lost.'));

  async function read() {
    const state = await get('stores');
    const content = JSON.stringify(state) + busy;
    if (content !== shown) {
      shown = content;
      show(state);
    }
    if (!busy) {
      if (state.changing) {
        tell(progress, [state.changing]);
      } else {
        replace(progress);
      }
    }
  }

  function show(state) {
    replace(summary, h('p', { class: 'big' }, state.inUse || `None: ${state.waiting}`),
      state.outstanding > 0 ? h('p', { class: 'notice' }, `${number(state.outstanding)} AoRs are not in the database yet as they are in memory.`) : null);
    replace(cards, state.stores.map((store) => card(store, state)));
  }

  function card(store, state) {
    const mode = h('select', { 'aria-label': `How to use ${store.name}`, 'data-focus': `mode-${store.name}` },
      MODES.map(([value, label]) => h('option', { value, selected: store.used ? value === state.dbMode : value === 1 }, `${label} (db_mode ${value})`)));
    const help = h('p', { class: 'muted' });
    const explain = () => { help.textContent = MODES.find(([value]) => String(value) === mode.value)[2]; };
    mode.addEventListener('change', explain);
    explain();
    const alone = !store.database && store.used && state.dbMode === 0;
    return h('section', { class: `panel store ${store.used ? 'used' : ''}`, 'data-store': store.name },
      h('header', {}, h('h2', {}, store.name, h('small', {}, store.database ? 'database' : 'in this process')),
        h('span', { class: `dot ${store.health === 'UP' ? 'good' : store.health === 'DOWN' ? 'bad' : 'warn'}` }, store.health.toLowerCase().replace('_', '-'))),
      store.reason ? h('p', { class: 'refusal' }, store.reason, store.since > 0 ? h('small', {}, ` since ${time(store.since * 1000)}`) : null) : null,
      h('dl', { class: 'facts' },
        h('div', {}, h('dt', {}, 'Used as'), h('dd', {}, store.role || 'not used')),
        h('div', {}, h('dt', {}, 'AoRs'), h('dd', {}, number(store.aors))),
        h('div', {}, h('dt', {}, 'Contacts'), h('dd', {}, number(store.contacts)))),
      h('form', { class: 'use', onsubmit: (event) => { event.preventDefault(); use(store, store.database ? Number(mode.value) : 0); } },
        store.database ? [mode, help] : h('p', { class: 'muted' }, 'Alone (db_mode 0): bindings are gone when the server stops.'),
        h('button', { type: 'submit', class: 'primary', disabled: busy || alone, 'data-focus': `use-${store.name}` }, alone ? 'In use' : `Use ${store.name}`)));
  }

  async function use(store, dbMode) {
    const sure = await confirm({
      title: `Use ${store.name} (db_mode ${dbMode})?`,
      text: 'All bindings are copied to it first, while requests go on. If that fails, all stays as it is.',
      action: 'Use it',
    });
    if (!sure) {
      return;
    }
    busy = true;
    refusal.textContent = '';
    tell(progress, ['changing …']);
    await read();
    try {
      const done = await change('stores/use', { name: store.name, dbMode }, (lines) => tell(progress, lines.length > 0 ? lines : ['changing …']));
      toast(`In use: ${done.inUse}`, 'good');
      (done.notices || []).forEach((notice) => toast(notice, 'warn'));
    } catch (failure) {
      refusal.textContent = failure.message;
    }
    busy = false;
    await read();
  }

  read().catch((failure) => { summary.textContent = failure.message; });
  return {
    async tick() {
      await read();
    },
  };
}
