// The editor of one parameter, below its line: a field of its type, what it takes, and the refusal in place.

import { change } from './api.js';
import { h, replace, toast } from './dom.js';

let serial = 0;

export function openEditor({ module, parameter, batch, changed, cancel, added }) {
  const id = `edit${++serial}`;
  const field = control(parameter, id);
  const pending = batch.pending(module, parameter.key);
  if (pending && pending.value !== null) {
    field.value = pending.value;
  }
  const refusal = h('p', { class: 'refusal', role: 'alert', id: `${id}-refusal` });
  const progress = h('div', { class: 'progress-lines', role: 'status' });
  const buttons = h('div', { class: 'buttons' },
    h('button', { type: 'submit', class: 'primary' }, 'Set'),
    h('button', { type: 'button', onclick: () => { batch.add(module, parameter.key, field.value, parameter.value, parameter.type === 'SECRET'); added(); } }, 'Set later, with others'),
    parameter.set || parameter.value !== parameter.default
      ? h('button', { type: 'button', class: 'reset', onclick: () => apply(null) }, 'Reset to the default') : null,
    h('button', { type: 'button', class: 'quiet', onclick: cancel }, 'Cancel'));
  const form = h('form', { class: 'editor', onsubmit: (event) => { event.preventDefault(); apply(field.value); } },
    h('label', { for: id, class: 'hidden' }, `Value of ${parameter.key}`), field, buttons, refusal, progress);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      cancel();
    }
  });

  async function apply(value) {
    refusal.textContent = '';
    field.removeAttribute('aria-invalid');
    busy(true);
    try {
      const done = await change('parameters/apply', { changes: [{ module, key: parameter.key, value }] }, (lines) => tell(progress, lines));
      told(done);
      batch.remove(module, parameter.key);
      await changed();
    } catch (failure) {
      refusal.textContent = failure.message;
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', refusal.id);
      replace(progress);
      busy(false);
      field.focus();
    }
  }

  function busy(isBusy) {
    form.querySelectorAll('button, input, select').forEach((each) => { each.disabled = isBusy; });
  }

  setTimeout(() => {
    field.focus();
    if (field.select) {
      field.select();
    }
  });
  return form;
}

function control(p, id) {
  const shared = { id, 'data-value': p.key };
  if (p.options.length > 0) {
    return h('select', shared, p.options.map((option) => h('option', { value: option.value, selected: option.value === p.value },
      option.label && option.label !== option.value ? `${option.value} – ${option.label}` : option.value)));
  }
  if (p.type === 'BOOLEAN') {
    return h('select', shared, ['true', 'false'].map((value) => h('option', { value, selected: value === p.value }, value)));
  }
  if (p.type === 'SECRET') {
    return h('input', { ...shared, type: 'password', autocomplete: 'new-password', placeholder: p.value ? 'a new one' : '' });
  }
  return h('input', {
    ...shared, type: 'text', value: p.value, class: 'mono', spellcheck: 'false', autocomplete: 'off', inputmode: p.type === 'TEXT' ? 'text' : 'numeric',
  });
}

/** Says how far a change is: its last line, and a bar if that names a share. */
export function tell(element, lines) {
  const last = lines[lines.length - 1];
  const share = last && last.match(/\((\d+) %\)/);
  replace(element, last ? h('p', {}, last) : null, h('progress', { max: 100, value: share ? Number(share[1]) : undefined, 'aria-label': 'Progress' }));
}

/** Says what became of a change. */
export function told(done) {
  for (const step of done.steps || []) {
    toast(`${step.module}.${step.key} = ${step.to === '' ? '(empty)' : step.to} (was ${step.from === '' ? 'empty' : step.from})`, 'good');
  }
  if ((done.steps || []).length === 0) {
    toast('Nothing had to be changed.');
  }
  (done.notices || []).forEach((notice) => toast(notice, 'warn'));
}
