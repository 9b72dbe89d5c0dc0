import { Api, addressOf } from '/ui/api.js';
import { copyOn } from '/ui/copy.js';
import { curlOf } from '/ui/curl.js';
import { noteOf } from '/ui/json.js';
import { once } from '/ui/once.js';
import { requestOf } from '/ui/request.js';
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
      once(element('publish'), () => this.#publish());
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

  get #request() {
    return requestOf({
      to: 'topic', topic: this.#topic, form: 'json', payload: this.#payload, type: this.#element('publish-type').value.trim(),
    });
  }

  get #payload() {
    return this.#element('publish-payload').value.trim();
  }

  #preview() {
    const problem = problemOf(this.#topic);
    const { path, headers, body } = this.#request;
    this.#element('publish-note').textContent = noteOf(this.#payload);
    this.#element('curl').textContent = problem ? `# ${problem}` : curlOf(addressOf(path), body, headers);
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
      const { path, ...request } = this.#request;
      const { id } = await this.#api.call('POST', path, request);
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
