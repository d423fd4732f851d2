// The parameters by module: what each is for, what it takes, what is in force; changed in place or several at once; what was changed.

import { get } from './api.js';
import { h, replace, plural } from './dom.js';
import { openEditor } from './editor.js';
import { Batch } from './batch.js';
import { openHistory } from './history.js';

// Kept while other sections are looked at.
const batch = new Batch();

export function open(root, words) {
  let modules = [];
  let module = words[0] || '';
  let editing = words[1] || '';
  let known = -1;
  let history = null;

  const search = h('input', { type: 'search', id: 'parameter-search', placeholder: 'Search all parameters', 'aria-label': 'Search all parameters', oninput: () => show() });
  const only = h('input', { type: 'checkbox', id: 'changed-only', onchange: () => show() });
  const list = h('nav', { class: 'modules', 'aria-label': 'Modules' });
  const content = h('div', { id: 'parameters' });
  const tray = h('div', { id: 'tray' });
  replace(root, h('h1', { class: 'hidden' }, 'Parameters'),
    h('div', { class: 'sidebar' },
      h('div', { class: 'panel side' },
        h('div', { class: 'tools' }, search), h('label', { class: 'check', for: 'changed-only' }, only, ' changed ones alone'), list),
      h('div', {}, content)),
    tray);
  batch.show(tray, () => read());

  function isChanged(p) {
    return p.value !== p.default;
  }

  async function read() {
    modules = (await get('parameters')).modules;
    if (!module || module !== 'history' && !modules.some((each) => each.name === module)) {
      module = modules.some((each) => each.name === 'registrar') ? 'registrar' : modules[0].name;
    }
    show();
  }

  function show() {
    const wanted = search.value.trim().toLowerCase();
    replace(list,
      modules.map((each) => {
        const changed = each.parameters.filter(isChanged).length;
        return h('a', { href: `#/parameters/${each.name}`, 'data-focus': each.name, 'aria-current': !wanted && each.name === module ? 'true' : null },
          each.name, h('span', { class: 'count' }, changed > 0 ? h('b', { title: 'changed from their defaults' }, `${changed} `) : null, String(each.parameters.length)));
      }),
      h('a', { href: '#/parameters/history', class: 'apart', 'data-focus': 'history', 'aria-current': !wanted && module === 'history' ? 'true' : null }, 'History and undo'));
    const here = list.querySelector('[aria-current]');
    if (here && list.scrollWidth > list.clientWidth) {
      list.scrollLeft = here.offsetLeft - list.offsetLeft - 8;
    }
    if (module === 'history' && !wanted) {
      if (!history) {
        history = openHistory(content, () => read());
      }
      return;
    }
    history = null;
    const groups = modules.filter((each) => (wanted || only.checked ? true : each.name === module))
      .map((each) => ({ name: each.name, parameters: each.parameters.filter((p) => isFound(each.name, p, wanted)) }))
      .filter((group) => group.parameters.length > 0);
    replace(content, groups.length === 0 ? h('p', { class: 'panel muted' }, 'No parameter is like that.') : groups.map((group) => panel(group)));
  }

  function isFound(name, p, wanted) {
    return (!only.checked || isChanged(p)) && (!wanted || `${name}.${p.key} ${p.description}`.toLowerCase().includes(wanted));
  }

  function panel(group) {
    return h('section', { class: 'panel' },
      h('h2', {}, group.name, h('small', {}, plural(group.parameters.length, 'parameter'))),
      h('ul', { class: 'parameters' }, group.parameters.map((p) => row(group.name, p))));
  }

  function row(name, p) {
    const id = `${name}.${p.key}`;
    const isOpen = editing === id;
    const pending = batch.pending(name, p.key);
    const li = h('li', { 'data-parameter': id, class: `${isOpen ? 'open ' : ''}${isChanged(p) ? 'changed' : ''}` },
      h('div', { class: 'name' }, h('code', {}, p.key),
        isChanged(p) ? h('span', { class: 'mark changed', title: `Changed; the default is ${p.default === '' ? 'empty' : p.default}` }, 'changed') : null,
        p.value !== p.start ? h('span', { class: 'mark since', title: `It was ${p.start === '' ? 'empty' : p.start} when the server started` }, 'since start') : null,
        pending ? h('span', { class: 'mark pending' }, 'pending') : null),
      h('button', {
        type: 'button', class: 'value mono', 'data-focus': id, 'aria-expanded': String(isOpen), 'aria-label': `${p.key} is ${p.value === '' ? 'empty' : p.value}; change it`,
        title: p.value, onclick: () => { editing = isOpen ? '' : id; show(); },
      }, p.value === '' ? h('i', {}, 'empty') : h('bdi', {}, p.value)),
      h('div', {}, h('p', {}, p.description),
        h('p', { class: 'muted' }, `${p.wanted}; default `, p.default === '' ? 'empty' : h('code', {}, p.default), p.pid.split('.').length > 2 ? ` · ${p.pid}` : '')));
    if (isOpen) {
      li.append(openEditor({
        module: name,
        parameter: p,
        batch,
        changed: async () => { editing = ''; await read(); focus(id); },
        cancel: () => { editing = ''; show(); focus(id); },
        added: () => { editing = ''; show(); focus(id); },
      }));
    }
    return li;
  }

  function focus(id) {
    const value = [...content.querySelectorAll('button.value')].find((each) => each.dataset.focus === id);
    if (value) {
      value.focus();
    }
  }

  function showEdited(to) {
    if (to[1]) {
      editing = `${to[0]}.${to[1]}`;
    }
  }

  showEdited(words);
  read();
  return {
    async tick(state) {
      // Read anew when somebody changed something, but not from under an editor.
      if (state.history !== known && !editing) {
        known = state.history;
        await read();
        if (history) {
          await history.read();
        }
      }
    },
    go(to) {
      module = to[0] || module;
      editing = '';
      search.value = '';
      if (module !== 'history') {
        only.checked = false;
      }
      history = null;
      showEdited(to);
      show();
    },
    close() {
      batch.hide();
    },
  };
}
