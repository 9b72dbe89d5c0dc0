import { once } from '/ui/once.js';

const SENTENCES = {
  'scope-missing': 'This token may not manage: it lacks the scope carillon.manage.',
  'token-expired': 'The token has expired. Paste another one.',
  'token-missing': 'Paste a token first: this service gives none away.',
  'session-revoked': 'This token was withdrawn. Paste another one.',
};

/** Who is in, by a token that the service takes for a manager's. */
export class Door {
  #element;
  #token;
  #on;

  /** `on` has ask(), which fails where the token does not do and is false where nobody wants to know any more, enter() and leave(). */
  constructor(element, token, on) {
    this.#element = element;
    this.#token = token;
    this.#on = on;
    element('door-form').addEventListener('submit', async event => {
      event.preventDefault();
      if (await this.enter()) {
        element('content').focus();
      }
    });
    element('leave').addEventListener('click', () => {
      element('token').value = '';
      element('token').dispatchEvent(new Event('input'));
      this.#close('');
    });
  }

  /** Whether somebody is in then, by this call. */
  async enter() {
    return await once(this.#element('enter'), () => this.#enter()) === true;
  }

  async #enter() {
    this.#tell('');
    try {
      if (!await this.#on.ask()) {
        return false;
      }
      this.#open(true);
      this.#element('who').textContent = userOf(await this.#token.current());
      this.#on.enter();
      return true;
    } catch (refusal) {
      this.lock(refusal);
      return false;
    }
  }

  /** The token does not do, or no longer. */
  lock(refusal) {
    this.#close(SENTENCES[refusal.code] ?? refusal.sentence ?? String(refusal));
  }

  #close(text) {
    this.#on.leave();
    this.#open(false);
    this.#element('who').textContent = '';
    this.#tell(text);
    this.#element('token').focus();
  }

  #open(open) {
    this.#element('door').hidden = open;
    this.#element('inside').hidden = !open;
    this.#element('leave').hidden = !open;
  }

  #tell(text) {
    const refusal = this.#element('refusal');
    refusal.textContent = text;
    refusal.hidden = !text;
  }
}

/** Whose token it is, to be shown; what it allows is for the service to say. */
function userOf(jwt) {
  try {
    const claims = atob(jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(claims, byte => byte.charCodeAt(0)))).sub ?? '';
  } catch {
    return '';
  }
}
