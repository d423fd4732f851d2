// What the pages ask the server. The token is kept for this tab alone, and sent with each request as the header Authorization.

const TOKEN = 'waypost.token';

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function setToken(token) {
  if (token) {
    sessionStorage.setItem(TOKEN, token);
  } else {
    sessionStorage.removeItem(TOKEN);
  }
}

export function hasToken() {
  return sessionStorage.getItem(TOKEN) !== null;
}

async function ask(path, options) {
  const headers = { Accept: 'application/json', ...(options.headers || {}) };
  if (hasToken()) {
    headers.Authorization = `Bearer ${sessionStorage.getItem(TOKEN)}`;
  }
  let response;
  try {
    // Without credentials, a browser does not ask for a password by itself where the token is missing.
    response = await fetch(`api/${path}`, { ...options, headers, credentials: 'omit', cache: 'no-store' });
  } catch (failure) {
    throw new ApiError(0, 'the server does not answer');
  }
  let body = null;
  const text = await response.text();
  try {
    body = JSON.parse(text);
  } catch (failure) {
    body = { error: text.trim() };
  }
  if (response.status === 401) {
    window.dispatchEvent(new Event('waypost:signed-out'));
  }
  if (!response.ok) {
    throw new ApiError(response.status, (body && body.error) || `the server answered ${response.status}`);
  }
  return body;
}

export function get(path, query) {
  const search = new URLSearchParams(query || {}).toString();
  return ask(search ? `${path}?${search}` : path, { method: 'GET' });
}

export function post(path, body) {
  return ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

/** Posts a change that may take a while, and tells its lines of progress until it has ended. */
export async function change(path, body, progress) {
  let state = await post(path, body);
  while (!state.done) {
    if (progress) {
      progress(state.lines || []);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    try {
      state = await get('job', { number: state.job });
    } catch (failure) {
      if (failure.status !== 0) {
        throw failure;
      }
    }
  }
  return state;
}
