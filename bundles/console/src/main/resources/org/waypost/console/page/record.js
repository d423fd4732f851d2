// One address of record: its contacts with all there is to know, their removal, and why its last REGISTERs were answered as they were.

import { get, post } from './api.js';
import { h, replace, plural, time, toast } from './dom.js';
import { confirm } from './dialog.js';
import { expiry, quality } from './bindings.js';

export function openRecord(root, table, key, changed) {
  let record = null;
  let failure = '';
  let why = null;
  let isOpen = true;
  const unfolded = new Set();
  const title = h('h2', { tabindex: '-1' });
  const contacts = h('div', { id: 'contacts' });
  const reasons = h('div', { id: 'why' });

  replace(root,
    h('header', {}, title,
      h('button', { type: 'button', class: 'danger', id: 'remove-aor', onclick: () => removeAll() }, 'Remove all'),
      h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: () => { location.hash = `#/bindings/${encodeURIComponent(table)}`; } }, '✕')),
    contacts,
    h('h3', {}, 'Why: its last REGISTERs'), reasons);
  title.textContent = key;

  async function read() {
    try {
      record = await get('record', { table, key });
      failure = '';
      const now = Date.now();
      record.contacts.forEach((contact) => { contact.read = now; });
    } catch (refusal) {
      failure = refusal.message;
    }
    try {
      why = await get('why', { aor: key });
    } catch (refusal) {
      why = { error: refusal.message };
    }
    if (isOpen) {
      show();
      showWhy();
    }
  }

  function show() {
    if (failure || !record) {
      replace(contacts, h('p', { class: 'refusal' }, failure));
      return;
    }
    replace(title, h('bdi', { class: 'mono' }, record.aor || '(empty)'), h('small', {}, ` ${table}, ${plural(record.contacts.length, 'contact')}`));
    root.querySelector('#remove-aor').disabled = record.contacts.length === 0;
    const now = Date.now();
    replace(contacts, record.contacts.length === 0 ? h('p', { class: 'muted' }, 'It has no contact.') : record.contacts.map((contact) => {
      const fold = h('details', { ontoggle: () => (fold.open ? unfolded.add(contact.ruid) : unfolded.delete(contact.ruid)) },
        h('summary', { 'data-focus': `more${contact.ruid}` }, 'All attributes'),
        h('dl', { class: 'attributes' }, Object.entries(contact.attributes || {}).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', { class: 'mono' }, h('bdi', {}, String(value)))))));
      fold.open = unfolded.has(contact.ruid);
      return h('article', { class: `contact ${contact.valid ? '' : 'expired'}` },
        h('div', {}, h('bdi', { class: 'mono uri' }, contact.uri),
          h('p', { class: 'muted' }, contact.permanent || !contact.valid ? '' : 'expires in ', `${expiry(contact, now)} · q ${quality(contact)} · `, h('bdi', {}, contact.agent),
            contact.received ? [' · from ', h('bdi', { class: 'mono' }, contact.received)] : null,
            contact.socket ? [' · at ', h('bdi', { class: 'mono' }, contact.socket)] : null)),
        h('button', { type: 'button', class: 'danger', 'data-focus': contact.ruid, 'data-remove': contact.ruid, onclick: () => removeOne(contact) }, 'Remove'),
        fold);
    }));
  }

  function showWhy() {
    if (why.error) {
      replace(reasons, h('p', { class: 'muted' }, why.error));
    } else if (!why.on) {
      replace(reasons, h('p', { class: 'muted' }, 'REGISTERs are not noted: parameter ', h('a', { href: '#/parameters/journal' }, 'why of module journal'), ' is off.'));
    } else if (why.reports.length === 0) {
      replace(reasons, h('p', { class: 'muted' }, `None of its REGISTERs is among the last ${why.size.toLocaleString('en')} of all.`));
    } else {
      replace(reasons, h('div', { class: 'scroll' }, h('table', { class: 'stack' },
        h('thead', {}, h('tr', {}, ['Time', 'From', 'Answer', 'Because', 'CSeq, Call-ID'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, why.reports.map((report) => h('tr', {},
          h('td', { 'data-label': 'Time', class: 'nowrap' }, time(report.time)),
          h('td', { 'data-label': 'From', class: 'mono' }, report.source),
          h('td', { 'data-label': 'Answer' }, h('b', { class: report.status < 300 ? 'ok' : 'no' }, String(report.status))),
          h('td', { 'data-label': 'Because' }, because(report)),
          h('td', { 'data-label': 'CSeq, Call-ID', class: 'mono' }, `${report.cseq} `, h('bdi', {}, report.callId))))))));
    }
  }

  async function removeOne(contact) {
    const sure = await confirm({
      title: 'Remove this contact?', text: [contact.uri, `Calls to ${record.aor} do not reach it until it registers again.`], action: 'Remove', danger: true,
    });
    if (sure) {
      await remove('bindings/remove-contact', { table, key, ruid: contact.ruid });
    }
  }

  async function removeAll() {
    const sure = await confirm({
      title: `Remove all contacts of ${record.aor}?`, text: `${plural(record.contacts.length, 'contact')} in table ${table}. Calls do not reach them until they register again.`, action: 'Remove all', danger: true,
    });
    if (sure) {
      await remove('bindings/remove', { table, key });
    }
  }

  async function remove(path, body) {
    try {
      const done = await post(path, body);
      toast(done.removed === 0 ? 'It was gone already.' : `${plural(done.removed, 'contact')} removed.`, 'good');
      await read();
      changed(record && record.contacts.length === 0);
    } catch (refusal) {
      toast(refusal.message, 'bad');
    }
  }

  read().then(() => isOpen && title.focus({ preventScroll: false }));
  return {
    key,
    read,
    tick() {
      if (record) {
        show();
      }
    },
    close() {
      isOpen = false;
    },
  };
}

const KINDS = { INSERTED: 'new contact', UPDATED: 'refreshed', DELETED: 'removed', DISPLACED: 'displaced by another one of its device', RETRANSMITTED: 'seen before, left as it was' };

function because(report) {
  const parts = [];
  if (report.error) {
    parts.push(h('div', {}, h('bdi', {}, report.error)));
  }
  for (const change of report.changes) {
    const by = change.by === 'NOTHING' ? '' : ` (found by ${change.by.toLowerCase().replaceAll('_', ' ')})`;
    parts.push(h('div', {}, `${KINDS[change.kind]}${by}: `, h('bdi', { class: 'mono' }, change.uri)));
  }
  if (report.changes.length === 0 && report.asked.length > 0) {
    parts.push(h('div', {}, 'asked for ', h('bdi', { class: 'mono' }, report.asked.join(', '))));
  }
  if (parts.length === 0) {
    parts.push(h('div', {}, `asked what there is: ${plural(report.listed, 'contact')}`));
  }
  return parts;
}
