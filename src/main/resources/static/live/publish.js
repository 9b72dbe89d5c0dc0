import { Api, addressOf } from '/ui/api.js';
import { copyOn } from '/ui/copy.js';
import { JSON_BODY, curlOf } from '/ui/curl.js';
import { jsonOf, noteOf } from '/ui/json.js';
import { problemOf } from '/ui/topic.js';

/** The form that publishes one notification, and the curl command that does the same. */
export class Publisher {
  #element;
  #api;
  #followed = '';

  constructor(element, token) {
    this.#element = id => element(id);
    this.#api = new Api(token);
    const form = element('publish-form');
    form.addEventListener('input', () => this.#preview());
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#publish();
    });
    copyOn(element('copy-curl'), element('curl'), () => this.#tell('Copied.', true));
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
    return `topics/${this.#topic}/notifications`;
  }

  get #body() {
    const type = this.#element('publish-type').value.trim();
    const payload = jsonOf(this.#text);
    return type ? `{"type":${JSON.stringify(type)},"payload":${payload}}` : `{"payload":${payload}}`;
  }

  get #text() {
    return this.#element('publish-payload').value.trim();
  }

  #preview() {
    this.#element('publish-note').textContent = noteOf(this.#text);
    this.#element('curl').textContent = curlOf(addressOf(this.#path), this.#body);
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
      const { id } = await this.#api.call('POST', this.#path, { body: this.#body, headers: JSON_BODY });
      this.#tell(`Accepted as ${id}`, true);
    } catch (refusal) {
      this.#tell(refusal.sentence, false);
    }
  }

  #tell(text, good) {
    const result = this.#element('publish-result');
    result.textContent = text;
    result.dataset.good = good;
  }
}
