// The bindings: pages of AoRs out of however many there are, looked for on the server; what changes meanwhile; one AoR in full.

import { get, post } from './api.js';
import { h, replace, number, clock, plural, time, toast } from './dom.js';
import { openRecord } from './record.js';

const LIMIT = 50;
// A search that takes no longer than this may be done again whenever something has changed.
const QUICK_MILLIS = 60;
const LIVE_LINES = 60;

export function expiry(contact, now) {
  if (contact.permanent) {
    return 'permanent';
  }
  const left = contact.left - Math.floor((now - contact.read) / 1000);
  return left > 0 ? clock(left) : 'expired';
}

export function quality(contact) {
  return contact.q < 0 ? '–' : String(contact.q / 1000);
}

export function open(root, words) {
  let table = words[0] || 'location';
  let befores = [];
  let page = null;
  let shown = '';
  let since;
  let missed = 0;
  let paused = false;
  let stale = false;
  let asked = 0;
  let record = null;
  const live = [];

  const tables = h('select', { 'aria-label': 'Table', onchange: () => go(tables.value) }, h('option', { value: table }, table));
  const text = h('input', { type: 'search', id: 'search', placeholder: 'AoR, contact, user agent, Call-ID …', 'aria-label': 'Search the bindings', maxlength: 300 });
  const field = h('select', { 'aria-label': 'Search in', onchange: () => first() },
    [['any', 'anywhere'], ['aor', 'in AoRs'], ['contact', 'in contacts'], ['agent', 'in user agents']].map(([value, label]) => h('option', { value }, label)));
  const summary = h('p', { class: 'muted', id: 'found', role: 'status' });
  const again = h('button', { type: 'button', class: 'quiet', id: 'refresh', onclick: () => read() }, 'Refresh');
  const rows = h('tbody', { id: 'bindings' });
  const back = h('button', { type: 'button', id: 'previous', onclick: () => turn(-1) }, '‹ Previous');
  const next = h('button', { type: 'button', id: 'next', onclick: () => turn(1) }, 'Next ›');
  const place = h('span', { class: 'muted' });
  const liveRows = h('ol', { class: 'live', id: 'live' });
  const liveNote = h('span', { class: 'muted' });
  const pause = h('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', onclick: () => {
    paused = !paused;
    pause.textContent = paused ? 'Go on' : 'Pause';
    pause.setAttribute('aria-pressed', String(paused));
  } }, 'Pause');
  const detail = h('section', { class: 'panel detail', hidden: true, 'aria-label': 'Address of record' });

  const list = h('section', { class: 'panel list' },
    h('form', { class: 'tools', role: 'search', onsubmit: (event) => { event.preventDefault(); first(); } },
      tables, text, field, h('button', { type: 'submit', class: 'primary' }, 'Search')),
    h('div', { class: 'tools' }, summary, again),
    h('div', { class: 'scroll' }, h('table', { class: 'stack bindings' },
      h('thead', {}, h('tr', {}, ['AoR', 'Contact', 'Expires', 'q', 'User agent', 'Received, or socket'].map((name) => h('th', { scope: 'col' }, name)))), rows)),
    h('div', { class: 'pager' }, back, place, next));
  const changes = h('section', { class: 'panel changes' },
    h('header', {}, h('h2', {}, 'Changes'), liveNote, pause), liveRows);
  replace(root, h('h1', { class: 'hidden' }, 'Bindings'), h('div', { class: 'split' }, h('div', {}, detail, list), changes));

  let typing;
  text.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(first, 400);
  });

  function first() {
    clearTimeout(typing);
    befores = [];
    read();
  }

  function turn(by) {
    if (by > 0 && page && page.more) {
      befores.push(page.records[page.records.length - 1].key);
    } else if (by < 0) {
      befores.pop();
    }
    read();
  }

  function go(wanted) {
    location.hash = `#/bindings/${encodeURIComponent(wanted)}`;
  }

  async function read() {
    const mine = ++asked;
    again.disabled = true;
    try {
      const found = await get('bindings', {
        table, text: text.value.trim(), in: field.value, limit: LIMIT, after: befores[befores.length - 1] || '',
      });
      if (mine === asked) {
        stale = false;
        page = found;
        mark(found.records);
        show();
      }
    } catch (failure) {
      if (mine === asked) {
        replace(rows);
        shown = '';
        summary.textContent = failure.message;
      }
    } finally {
      again.disabled = false;
    }
  }

  function mark(records) {
    const now = Date.now();
    records.forEach((each) => each.listed.forEach((contact) => { contact.read = now; }));
  }

  function show() {
    const words = [plural(page.aors, 'AoR'), plural(page.contacts, 'contact')];
    const looked = page.scanned > page.aors ? ` (of ${plural(page.scanned, 'AoR')})` : '';
    summary.textContent = `${words.join(', ')}${looked}, ${number(page.millis)} ms`
      + (page.complete ? '' : ' – the time was up before all were looked at: there may be more');
    again.textContent = stale ? 'Changed: refresh' : 'Refresh';
    back.disabled = befores.length === 0;
    next.disabled = !page.more;
    place.textContent = page.records.length === 0 ? 'nothing found' : `page ${befores.length + 1}`;
    const now = Date.now();
    const content = JSON.stringify([text.value, page.aors === 0]) + JSON.stringify(page.records.map((each) => [each.key, each.contacts, each.listed.map((contact) => contact.ruid + contact.uri + contact.agent + contact.q + contact.modified + expiry(contact, now))]));
    if (content !== shown) {
      shown = content;
      replace(rows, page.records.length > 0 ? page.records.map((each) => lines(each, now)) : nobody());
    }
  }

  // Who never got in has no binding, but may have tried.
  function nobody() {
    const wanted = text.value.trim();
    return wanted === '' ? h('tr', {}, h('td', { colspan: 6, class: 'muted' }, 'There is no binding in this table.'))
      : h('tr', {}, h('td', { colspan: 6, class: 'wrap' }, 'No binding is like that. ',
        h('a', { href: `#/bindings/${encodeURIComponent(table)}/${encodeURIComponent(wanted)}`, id: 'why-not' }, `Why: the last REGISTERs of ${wanted}`)));
  }

  function lines(each, now) {
    const lines = each.listed.map((contact, i) => h('tr', { class: contact.valid ? '' : 'expired', 'data-aor': each.aor },
      h('td', { 'data-label': 'AoR', title: each.aor }, i > 0 ? '' : h('a', {
        href: `#/bindings/${encodeURIComponent(table)}/${encodeURIComponent(each.key)}`, class: 'mono', 'data-focus': each.key,
      }, h('bdi', {}, each.aor || '(empty)'))),
      h('td', { 'data-label': 'Contact', class: 'mono', title: contact.uri }, h('bdi', {}, contact.uri)),
      h('td', { 'data-label': 'Expires', class: 'nowrap' }, expiry(contact, now)),
      h('td', { 'data-label': 'q' }, quality(contact)),
      h('td', { 'data-label': 'User agent', title: contact.agent }, h('bdi', {}, contact.agent)),
      h('td', { 'data-label': 'Received', class: 'mono', title: contact.received || contact.socket }, h('bdi', {}, contact.received || contact.socket))));
    if (each.contacts > each.listed.length) {
      lines.push(h('tr', {}, h('td', {}), h('td', { colspan: 5, class: 'muted' }, `and ${each.contacts - each.listed.length} more`)));
    }
    return lines;
  }

  async function follow() {
    const query = { table };
    if (since !== undefined) {
      query.since = since;
    }
    const news = await get('changes', query);
    const isFirst = since === undefined;
    since = news.sequence;
    if (isFirst) {
      // What has changed between the first look and the begin of the watch is seen now.
      liveRows.dataset.watched = 'yes';
      await Promise.all([read(), record ? record.read() : null]);
      return;
    }
    if (news.changes.length === 0 && news.missed === 0) {
      return;
    }
    if (!paused) {
      missed += news.missed;
      live.unshift(...news.changes);
      live.length = Math.min(live.length, LIVE_LINES);
      showLive();
    }
    await catchUp(news);
  }

  // A quick search is done again; of a long one those that are shown are read anew, and that there is more is said.
  async function catchUp(news) {
    if (record && news.changes.some((each) => each.key === record.key)) {
      record.read();
    }
    if (!page || page.millis <= QUICK_MILLIS && page.complete) {
      await read();
      return;
    }
    const keys = page.records.map((each) => each.key);
    stale = true;
    if (keys.length > 0) {
      const now = await post('bindings/some', { table, keys });
      mark(now.records);
      const byKey = new Map(now.records.map((each) => [each.key, each]));
      page.records = page.records.filter((each) => byKey.has(each.key)).map((each) => byKey.get(each.key));
    }
    show();
  }

  function showLive() {
    liveNote.textContent = missed > 0 ? `+ ${number(missed)} more` : '';
    liveNote.title = 'More changes than are listed here';
    const names = { INSERT: 'new', UPDATE: 'refresh', DELETE: 'removed', EXPIRE: 'expired' };
    replace(liveRows, live.map((each) => h('li', { class: each.kind.toLowerCase() },
      h('time', {}, time(each.time)), h('b', {}, names[each.kind]),
      h('a', { href: `#/bindings/${encodeURIComponent(table)}/${encodeURIComponent(each.key)}`, class: 'mono', 'data-focus': `live${each.number}` }, h('bdi', {}, each.aor || '(empty)')),
      h('span', { class: 'mono' }, h('bdi', {}, each.uri)), h('span', { class: 'muted' }, h('bdi', {}, each.agent)))));
  }

  function showTables(state) {
    const names = Object.keys(state.statistics).filter((name) => /^usrloc:.*_users$/.test(name) && name !== 'usrloc:registered_users')
      .map((name) => name.slice('usrloc:'.length, -'_users'.length));
    const known = [...tables.options].map((option) => option.value).join();
    if (names.length > 0 && known !== names.join() && document.activeElement !== tables) {
      replace(tables, names.map((name) => h('option', { value: name, selected: name === table }, name)));
    }
  }

  function openDetail(key) {
    if (record) {
      record.close();
      record = null;
    }
    detail.hidden = key === undefined;
    if (key !== undefined) {
      record = openRecord(detail, table, key, (done) => {
        if (done) {
          go(table);
        }
        read().catch((failure) => toast(failure.message, 'bad'));
      });
    } else {
      replace(detail);
    }
  }

  openDetail(words[1]);
  read();
  return {
    async tick(state) {
      showTables(state);
      await follow();
      if (page) {
        show();
      }
      if (record) {
        record.tick();
      }
    },
    go(to) {
      if ((to[0] || 'location') !== table) {
        table = to[0] || 'location';
        tables.value = table;
        since = undefined;
        live.length = 0;
        showLive();
        first();
      }
      openDetail(to[1]);
    },
    close() {
      clearTimeout(typing);
      if (record) {
        record.close();
      }
    },
  };
}
