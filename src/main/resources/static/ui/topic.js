export const INBOX = '/user/queue/inbox';

export const destinationOf = topic => `/topic/${topic}`;

/** What is wrong with a topic, in a sentence for people; empty when nothing is. */
export function problemOf(topic) {
  if (!topic) {
    return 'Enter a topic, such as orders.eu.';
  }
  if (topic.length > 200) {
    return `A topic has at most 200 characters; this one has ${topic.length}.`;
  }
  const segments = topic.split('.');
  if (segments.some(segment => segment === '')) {
    return 'A dot separates two segments: none may be empty.';
  }
  if (segments.some(segment => segment.length > 64)) {
    return 'A segment between dots has at most 64 characters.';
  }
  const wrong = topic.match(/[^A-Za-z0-9_.-]/u);
  const what = wrong && (wrong[0].trim() ? `“${wrong[0]}”` : 'A space');
  return wrong ? `${what} is not allowed: use letters, digits, “_” and “-”, with dots between segments.` : '';
}

/** The topic field and its counterpart in the address bar, so that a page can be bookmarked or sent to a colleague. */
export class TopicForm {
  #input;
  #problem;

  constructor(input, problem) {
    this.#input = input;
    this.#problem = problem;
    input.addEventListener('input', () => this.#show(this.topic && problemOf(this.topic)));
  }

  get topic() {
    return this.#input.value.trim();
  }

  valid() {
    const problem = problemOf(this.topic);
    this.#show(problem);
    if (problem) {
      this.#input.focus();
    }
    return !problem;
  }

  /** The destination that the address asks for; null when it asks for a topic that cannot exist. */
  recall() {
    const asked = new URLSearchParams(location.search);
    this.#input.value = asked.get('topic') ?? 'demo';
    if (asked.get('queue') === 'inbox') {
      return INBOX;
    }
    return this.valid() ? destinationOf(this.topic) : null;
  }

  remember(destination) {
    const address = new URL(location.href);
    address.searchParams.delete(destination === INBOX ? 'topic' : 'queue');
    address.searchParams.set(...(destination === INBOX ? ['queue', 'inbox'] : ['topic', this.topic]));
    history.replaceState(null, '', address);
  }

  #show(problem) {
    this.#problem.textContent = problem;
    this.#input.setAttribute('aria-invalid', String(problem !== ''));
  }
}
