import { curlOf } from './curl.js';
import { problemOf } from './topic.js';

/** The form that publishes one notification, and the curl command that does the same. */
export class Publisher {
  #element;
  #token;
  #followed = '';

  constructor(element, token) {
    this.#element = id => element(id);
    this.#token = token;
    const form = element('publish-form');
    form.addEventListener('input', () => this.#preview());
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#publish();
    });
    element('copy-curl').addEventListener('click', () => this.#copy());
    this.#preview();
  }

  /** The form goes along with the subscription until somebody chooses another topic for it. */
  follow(topic) {
    const field = this.#element('publish-topic');
    if (field.value === this.#followed) {
      field.value = topic;
    }
    this.#followed = topic;
    this.#preview();
  }

  get #topic() {
    return this.#element('publish-topic').value.trim() || this.#followed;
  }

  get #path() {
    return `/api/v1/topics/${this.#topic}/notifications`;
  }

  /** JSON goes into the request as it was typed, so that 1.0 stays 1.0; anything else goes as a string. */
  get #body() {
    const type = this.#element('publish-type').value.trim();
    const text = this.#element('publish-payload').value.trim();
    const payload = isJson(text) ? text : JSON.stringify(text);
    return type ? `{"type":${JSON.stringify(type)},"payload":${payload}}` : `{"payload":${payload}}`;
  }

  #preview() {
    const text = this.#element('publish-payload').value.trim();
    this.#element('publish-note').textContent = isJson(text) ? 'Valid JSON.' : 'Not JSON: it goes as a JSON string.';
    this.#element('curl').textContent = curlOf(new URL(this.#path, location.href), this.#body);
  }

  async #publish() {
    const problem = problemOf(this.#topic);
    if (problem) {
      this.#element('publish-topic').focus();
      this.#tell(problem, false);
      return;
    }
    this.#tell('Publishing …', true);
    try {
      const answer = await this.#send();
      const document = await answer.json().catch(() => ({}));
      this.#tell(answer.ok ? `Accepted as ${document.id ?? 'a notification'}` : refusalOf(answer, document), answer.ok);
    } catch {
      this.#tell('The service cannot be reached.', false);
    }
  }

  async #send() {
    const renewable = this.#token.renewable;
    const answer = await this.#post(await this.#token.current());
    // A restarted service does not know the development token of the one before.
    return answer.status === 401 && renewable ? this.#post(await this.#token.obtain()) : answer;
  }

  #post(token) {
    return fetch(this.#path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: this.#body,
      signal: AbortSignal.timeout(10_000),
    });
  }

  #tell(text, good) {
    const result = this.#element('publish-result');
    result.textContent = text;
    result.dataset.good = good;
  }

  async #copy() {
    const curl = this.#element('curl');
    try {
      await navigator.clipboard.writeText(curl.textContent);
      this.#tell('Copied.', true);
    } catch {
      // No clipboard without HTTPS: select the text, for the keyboard to copy.
      getSelection().selectAllChildren(curl);
    }
  }
}

const refusalOf = ({ status }, { code, detail, field }) =>
  `${code ?? status}: ${detail ?? 'the service refused it.'}${field ? ` (${field})` : ''}`;

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
