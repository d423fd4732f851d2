// What was changed in the parameters, by whom and when, whichever way; the last ones can be taken back.

import { change, get } from './api.js';
import { h, replace, time, plural, toast } from './dom.js';
import { confirm } from './dialog.js';
import { told } from './editor.js';

export function openHistory(root, changed) {
  const rows = h('tbody', { id: 'history' });
  const undo = h('button', { type: 'button', id: 'undo', class: 'primary', onclick: () => take(1) }, 'Undo the last change');
  replace(root, h('section', { class: 'panel' },
    h('header', {}, h('h2', {}, 'History'), undo),
    h('p', { class: 'muted' }, 'All changes, whoever made them: in this console, in the shell, over HTTP or in a file. An undo is a change itself; the next undo goes on before it.'),
    h('div', { class: 'scroll' }, h('table', { class: 'stack' },
      h('thead', {}, h('tr', {}, ['No.', 'When', 'Who', 'What', ''].map((name) => h('th', { scope: 'col' }, name)))), rows))));

  async function read() {
    const entries = await get('history');
    // An undo takes back those before it that are still in force.
    const gone = new Set(entries.flatMap((entry) => entry.undid));
    const open = entries.filter((entry) => entry.undid.length === 0 && !gone.has(entry.number));
    undo.disabled = open.length === 0;
    replace(rows, entries.length === 0 ? h('tr', {}, h('td', { colspan: 5, class: 'muted' }, 'Nothing was changed yet.')) : entries.map((entry) => {
      const depth = open.indexOf(entry) + 1;
      return h('tr', { 'data-entry': entry.number, class: gone.has(entry.number) ? 'undone' : '' },
        h('td', { 'data-label': 'No.' }, String(entry.number)),
        h('td', { 'data-label': 'When', class: 'nowrap' }, time(entry.time)),
        h('td', { 'data-label': 'Who' }, entry.author, entry.undid.length > 0 ? h('small', {}, ` undo of ${entry.undid.join(', ')}`) : null),
        h('td', { 'data-label': 'What' }, entry.steps.map((step) => h('div', {}, h('code', {}, `${step.module}.${step.key}`), ' ',
          h('span', { class: 'muted' }, `${value(step.from, step.wasSet)} → `), h('b', { class: 'mono' }, value(step.to, step.isSet))))),
        h('td', {}, depth > 1 ? h('button', { type: 'button', class: 'quiet', 'data-focus': `undo${entry.number}`, onclick: () => take(depth) }, 'Undo back to here') : null));
    }));
  }

  function value(text, isSet) {
    const shown = text === '' ? 'empty' : text;
    return isSet ? shown : `${shown} (default)`;
  }

  async function take(entries) {
    const sure = entries === 1 || await confirm({
      title: `Undo the last ${entries} changes?`, text: 'Each parameter gets the value from before them, as one change.', action: `Undo ${plural(entries, 'change')}`,
    });
    if (!sure) {
      return;
    }
    undo.disabled = true;
    try {
      told(await change('parameters/undo', { entries }));
    } catch (refusal) {
      toast(refusal.message, 'bad');
    }
    await read();
    changed();
  }

  read();
  return { read };
}
