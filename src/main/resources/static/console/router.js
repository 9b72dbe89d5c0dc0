const FIRST = 'overview';

/** Shows the view that the address names behind its #, so that it can be kept, sent and gone back to. */
export class Router {
  #main;
  #views;
  #context;
  #leave = null;
  #onChange = () => this.#show(true);

  /** A view has a `title` and open(main, context, subject), which may return what ends it. */
  constructor(main, views, context) {
    this.#main = main;
    this.#views = views;
    this.#context = context;
  }

  start() {
    addEventListener('hashchange', this.#onChange);
    this.#show(false);
  }

  stop() {
    removeEventListener('hashchange', this.#onChange);
    this.#close();
  }

  #show(focus) {
    const [, asked, subject = ''] = location.hash.match(/^#\/(\w+)(?:\/(.*))?$/) ?? [];
    const name = Object.hasOwn(this.#views, asked) ? asked : FIRST;
    const view = this.#views[name];
    this.#close();
    this.#leave = view.open(this.#main, this.#context, decoded(subject)) ?? null;
    document.title = `${view.title} – Carillon console`;
    for (const link of document.querySelectorAll('.views a')) {
      link.toggleAttribute('aria-current', false);
      if (link.hash === `#/${name}`) {
        link.setAttribute('aria-current', 'page');
      }
    }
    if (focus) {
      // Or a screen reader stays where the link was, and says nothing.
      this.#main.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  #close() {
    this.#leave?.();
    this.#leave = null;
    this.#main.replaceChildren();
  }
}

/** The address of a view of something. */
export const hashOf = (view, subject) => `#/${view}${subject ? `/${encodeURIComponent(subject)}` : ''}`;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // Somebody's own making.
  }
}
