// Changes that are to be made at once, all or none: gathered here, checked and set by the server together.

import { change, post } from './api.js';
import { h, replace, plural } from './dom.js';
import { tell, told } from './editor.js';

export class Batch {
  constructor() {
    this.changes = [];
    this.root = null;
  }

  pending(module, key) {
    return this.changes.find((each) => each.module === module && each.key === key);
  }

  add(module, key, value, from, secret) {
    this.changes = this.changes.filter((each) => each.module !== module || each.key !== key);
    this.changes.push({ module, key, value, from, secret });
    this.said = null;
    this.draw();
  }

  remove(module, key) {
    this.changes = this.changes.filter((each) => each.module !== module || each.key !== key);
    this.said = null;
    this.draw();
  }

  show(root, changed) {
    this.root = root;
    this.changed = changed;
    this.draw();
  }

  hide() {
    this.root = null;
  }

  draw() {
    if (!this.root) {
      return;
    }
    if (this.changes.length === 0) {
      replace(this.root);
      return;
    }
    this.progress = h('div', { class: 'progress-lines', role: 'status' });
    replace(this.root, h('section', { class: 'panel tray', 'aria-label': 'Pending changes' },
      h('header', {}, h('h2', {}, plural(this.changes.length, 'pending change')),
        h('div', { class: 'buttons' },
          h('button', { type: 'button', class: 'primary', 'data-focus': 'commit', onclick: () => this.commit() }, 'Set all'),
          h('button', { type: 'button', 'data-focus': 'check', onclick: () => this.check() }, 'Check'),
          h('button', { type: 'button', class: 'quiet', onclick: () => this.discard() }, 'Discard'))),
      h('ul', {}, this.changes.map((each) => h('li', {},
        h('code', {}, `${each.module}.${each.key}`), ' ', h('span', { class: 'muted' }, `${each.from === '' ? 'empty' : each.from} → `),
        h('b', { class: 'mono' }, each.value === '' ? 'empty' : shown(each)), ' ',
        h('button', { type: 'button', class: 'quiet', 'aria-label': `Leave ${each.key} out`, onclick: () => { this.remove(each.module, each.key); this.changed(); } }, '✕')))),
      this.said, this.progress));
  }

  body() {
    return { changes: this.changes.map(({ module, key, value }) => ({ module, key, value })) };
  }

  async check() {
    try {
      const checked = await post('parameters/check', this.body());
      this.said = checked.notices.length === 0 ? h('p', { class: 'ok', role: 'status' }, 'All of this would be accepted.')
        : checked.notices.map((notice) => h('p', { class: 'notice', role: 'status' }, notice));
    } catch (refusal) {
      this.said = h('p', { class: 'refusal', role: 'alert' }, refusal.message);
    }
    this.draw();
  }

  async commit() {
    try {
      told(await change('parameters/apply', this.body(), (lines) => tell(this.progress, lines)));
      this.changes = [];
      this.said = null;
    } catch (refusal) {
      this.said = h('p', { class: 'refusal', role: 'alert' }, refusal.message);
    }
    this.draw();
    this.changed();
  }

  discard() {
    this.changes = [];
    this.said = null;
    this.draw();
    this.changed();
  }
}

// Nobody who looks over a shoulder is to read a password.
function shown(each) {
  return each.secret ? '********' : each.value.replace(/(:\/\/[^:@/]*:)[^@]*@/, '$1********@').replace(/([?&;]\s*\w*(?:password|pwd)\w*=)[^&;]*/gi, '$1********');
}
