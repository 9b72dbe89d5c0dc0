const SHOWN = 200;

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** The list of notifications, the newest first. The count is exact; the list shows the last 200. */
export class Feed {
  #list;
  #count;
  #hint;
  #pause;
  #received = 0;
  #waiting = [];
  #frame = 0;
  #more;

  /** `more(message)` is what else is to be said of one, as nodes. */
  constructor(element, more = () => []) {
    this.#more = more;
    this.#list = element('feed');
    this.#count = element('received');
    this.#hint = element('feed-hint');
    this.#pause = element('pause');
    this.#pause.addEventListener('click', () => this.#hold(this.#pause.getAttribute('aria-pressed') !== 'true'));
  }

  add(message, latency) {
    this.#received++;
    this.#waiting.push({ message, latency, arrived: new Date() });
    // A hidden or paused page draws nothing: what would be pushed off the list anyway is not kept either.
    if (this.#waiting.length > 2 * SHOWN) {
      this.#waiting.splice(0, SHOWN);
    }
    this.#draw();
  }

  clear() {
    this.#received = 0;
    this.#waiting = [];
    this.#list.replaceChildren();
    this.#draw();
  }

  #hold(paused) {
    this.#pause.setAttribute('aria-pressed', paused);
    this.#draw();
  }

  /** At most once a frame, so that thousands of notifications a second do not stall the page. */
  #draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#count.textContent = this.#received;
      if (this.#pause.getAttribute('aria-pressed') !== 'true') {
        this.#list.prepend(...this.#waiting.slice(-SHOWN).reverse()
          .map(item => itemOf(item, this.#more(item.message))));
        this.#waiting = [];
        while (this.#list.childElementCount > SHOWN) {
          this.#list.lastElementChild.remove();
        }
      }
      this.#hint.hidden = this.#received > 0;
    });
  }
}

function itemOf({ message, latency, arrived }, more) {
  const { id, type, timestamp } = message;
  const item = document.createElement('li');
  item.dataset.id = id;
  item.dataset.type = type ?? '';

  const at = Number.isNaN(Date.parse(timestamp)) ? arrived : new Date(timestamp);
  const time = textOf('time', (at.toDateString() === arrived.toDateString() ? TIME : MOMENT).format(at));
  time.dateTime = at.toISOString();
  const about = document.createElement('p');
  about.append(time, textOf('span', type ?? '', 'type'), ...more);
  about.append(textOf('span', latency === null ? '' : `${latency} ms`, 'latency'));
  about.title = id;

  item.append(about, textOf('pre', message.text, 'payload'));
  return item;
}

function textOf(name, text, className = '') {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
}
