// The bundles and features of the container.

import { change, get } from './api.js';
import { h, replace, plural, toast } from './dom.js';
import { confirm } from './dialog.js';

export function open(root) {
  let bundles = [];
  let features = [];
  let shown = '';
  const search = h('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter the bundles', oninput: () => show() });
  const ours = h('input', { type: 'checkbox', id: 'ours', checked: true, onchange: () => show() });
  const rows = h('tbody', { id: 'bundles' });
  const featureRows = h('tbody', { id: 'features' });
  const refusal = h('p', { class: 'refusal', role: 'alert' });
  replace(root, h('h1', { class: 'hidden' }, 'Bundles'), refusal,
    h('section', { class: 'panel' }, h('h2', {}, 'Features'),
      h('div', { class: 'scroll' }, h('table', { class: 'stack' },
        h('thead', {}, h('tr', {}, ['Feature', 'State', 'Version', 'What it brings', ''].map((name) => h('th', { scope: 'col' }, name)))), featureRows))),
    h('section', { class: 'panel' },
      h('header', {}, h('h2', {}, 'Bundles'), h('div', { class: 'tools' }, h('label', { class: 'check', for: 'ours' }, ours, ' Waypost’s alone'), search)),
      h('div', { class: 'scroll' }, h('table', { class: 'stack' },
        h('thead', {}, h('tr', {}, ['Bundle', 'State', 'Version', 'Level', ''].map((name) => h('th', { scope: 'col' }, name)))), rows))));

  async function read() {
    bundles = await get('bundles');
    features = await get('features');
    const content = JSON.stringify([bundles, features]);
    if (content !== shown) {
      shown = content;
      show();
    }
  }

  function show() {
    const wanted = search.value.trim().toLowerCase();
    const found = bundles.filter((each) => (wanted || !ours.checked || each.name.startsWith('org.waypost.')) && `${each.id} ${each.name} ${each.title}`.toLowerCase().includes(wanted));
    replace(rows, found.map((each) => h('tr', { 'data-bundle': each.name },
      h('td', { 'data-label': 'Bundle' }, h('code', {}, each.name), h('small', {}, ` ${each.id}`), each.description ? h('div', { class: 'muted' }, each.description) : null),
      h('td', { 'data-label': 'State' }, h('span', { class: `dot ${{ active: 'good', fragment: 'good' }[each.state] || 'warn'}` }, each.state)),
      h('td', { 'data-label': 'Version', class: 'mono' }, each.version),
      h('td', { 'data-label': 'Level' }, String(each.level)),
      h('td', { class: 'buttons' }, each.held ? h('span', { class: 'muted', title: 'Without it the console is gone; use the shell' }, 'needed here')
        : [each.state === 'active' || each.state === 'starting' ? act(each, 'stop', true) : act(each, 'start', false), act(each, 'update', true)]))));
    replace(featureRows, features.map((each) => h('tr', { 'data-feature': each.name },
      h('td', { 'data-label': 'Feature' }, h('code', {}, each.name)),
      h('td', { 'data-label': 'State' }, h('span', { class: `dot ${each.started ? 'good' : 'off'}` }, each.started ? 'on' : 'off')),
      h('td', { 'data-label': 'Version', class: 'mono' }, each.version),
      h('td', { 'data-label': 'What it brings' }, each.description, h('div', { class: 'muted', title: each.bundles.join('\n') }, plural(each.bundles.length, 'bundle'))),
      h('td', { class: 'buttons' }, each.held ? h('span', { class: 'muted' }, 'needed here') : h('button', {
        type: 'button', 'data-focus': `feature-${each.name}`, class: each.started ? 'danger' : '', onclick: () => feature(each),
      }, each.started ? 'Remove' : 'Add')))));
  }

  function act(bundle, verb, ask) {
    const label = verb[0].toUpperCase() + verb.slice(1);
    return h('button', { type: 'button', 'data-focus': `${verb}-${bundle.id}`, class: verb === 'stop' ? 'danger' : '', onclick: () => run(bundle, verb, label, ask) }, label);
  }

  async function run(bundle, verb, label, ask) {
    const text = verb === 'stop' ? 'What it does is missing until it is started again, also after a restart of the server.'
      : 'It is read anew from the file it was installed from, and restarts.';
    if (ask && !await confirm({ title: `${label} ${bundle.name}?`, text, action: label, danger: verb === 'stop' })) {
      return;
    }
    await attempt(async () => {
      const done = await change(`bundles/${verb}`, { id: bundle.id });
      toast(`${done.name} ${done.version} is ${done.state}`, 'good');
    });
  }

  async function feature(each) {
    const verb = each.started ? 'remove' : 'add';
    const sure = await confirm({
      title: `${verb === 'add' ? 'Add' : 'Remove'} feature ${each.name}?`, text: [each.description, each.bundles.join(', ')], action: verb === 'add' ? 'Add' : 'Remove', danger: verb === 'remove',
    });
    if (sure) {
      await attempt(async () => {
        await change(`features/${verb}`, { name: each.name });
        toast(`Feature ${each.name} is ${verb === 'add' ? 'on' : 'off'}`, 'good');
      });
    }
  }

  async function attempt(action) {
    refusal.textContent = '';
    try {
      await action();
    } catch (failure) {
      refusal.textContent = failure.message;
      refusal.scrollIntoView({ block: 'nearest' });
    }
    await read();
  }

  read();
  return {
    async tick() {
      await read();
    },
  };
}
