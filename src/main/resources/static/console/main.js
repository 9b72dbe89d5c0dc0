import { Api } from '/ui/api.js';
import { isElsewhere } from '/ui/elsewhere.js';
import { Token } from '/ui/token.js';
import { Door } from './door.js';
import { Nodes } from './nodes.js';
import { Router } from './router.js';
import * as inbox from './inbox.js';
import * as notifications from './notifications.js';
import * as overview from './overview.js';
import * as publish from './publish.js';
import * as tail from './tail.js';
import * as topics from './topics.js';
import * as users from './users.js';

const element = id => document.getElementById(id);

const token = new Token(element('token'), element('token-note'));
const api = new Api(token, refusal => door.lock(refusal));
const nodes = new Nodes(api);
const router = new Router(element('content'), { overview, topics, users, notifications, tail, publish, inbox },
  { api, token, nodes });

/** Whoever is not let in, or no longer, sees nothing of what was there before. */
const door = new Door(element, token, {
  ask: () => nodes.start(),
  enter: () => router.start(),
  leave() {
    router.stop();
    nodes.stop();
  },
});

element('skip').addEventListener('click', event => {
  event.preventDefault();
  element(element('inside').hidden ? 'token' : 'content').focus();
});

isElsewhere('/').then(elsewhere => {
  element('pages').hidden = elsewhere;
});

if (await token.given()) {
  await door.enter();
}
