// Questions before something is done that cannot be taken back.

import { h } from './dom.js';

/** Asks; resolves to whether it was confirmed. */
export function confirm({ title, text, action, danger }) {
  return new Promise((resolve) => {
    const no = h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel');
    const yes = h('button', { type: 'button', class: danger ? 'danger' : 'primary', id: 'confirm', onclick: () => {
      dialog.returnValue = 'yes';
      dialog.close('yes');
    } }, action);
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' },
      h('h2', { id: 'dialog-title' }, title),
      [].concat(text || []).map((line) => h('p', {}, line)),
      h('div', { class: 'buttons' }, no, yes));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
    (danger ? no : yes).focus();
  });
}
