import { Activity } from './activity.js';
import { Connection } from '/ui/connection.js';
import { Feed } from '/ui/feed.js';
import { Fields } from './fields.js';
import { Publisher } from './publish.js';
import { Status } from './status.js';
import { isElsewhere } from '/ui/elsewhere.js';
import { Token } from '/ui/token.js';
import { INBOX, TopicForm, destinationOf } from '/ui/topic.js';

const element = id => document.getElementById(id);

const token = new Token(element('token'), element('token-note'));
const status = new Status(element);
const activity = new Activity(element);
const fields = new Fields(element('plot-fields'), element('fields-legend'), element('fields-hint'));
const feed = new Feed(element);
const topicForm = new TopicForm(element('topic'), element('topic-problem'));
const publisher = new Publisher(element, token);

let followed = null;

const connection = new Connection(token, {
  state(state, detail) {
    status.show(state, detail);
    if (state !== 'subscribed') {
      fields.interrupt();
    }
  },
  reconnected: count => status.reconnected(count),
  error: message => status.error(message),
  message(message) {
    const accepted = Date.parse(message.timestamp);
    const latency = Number.isNaN(accepted) ? null : Math.max(0, Date.now() - accepted);
    activity.record(latency);
    fields.record(message.text);
    feed.add(message, latency);
  },
});

/** Another destination starts with an empty page; the same one, after an outage, goes on where it was. */
function follow(destination) {
  if (destination !== followed) {
    feed.clear();
    fields.clear();
    followed = destination;
  }
  element('destination').textContent = destination;
  topicForm.remember(destination);
  publisher.follow(topicForm.topic);
}

function subscribe(destination) {
  status.error('');
  follow(destination);
  connection.subscribe(destination);
}

function onSubmit(form, act) {
  element(form).addEventListener('submit', event => {
    event.preventDefault();
    act();
  });
}

onSubmit('topic-form', () => {
  if (topicForm.valid()) {
    subscribe(destinationOf(topicForm.topic));
  }
});
element('inbox').addEventListener('click', () => subscribe(INBOX));
onSubmit('connect-form', () => {
  const destination = followed === INBOX ? INBOX : topicForm.valid() && destinationOf(topicForm.topic);
  if (destination) {
    status.error('');
    follow(destination);
    connection.connect(destination);
  }
});
element('disconnect').addEventListener('click', () => {
  connection.disconnect();
  element('connect').focus();
});

setInterval(() => {
  activity.tick(status.state === 'subscribed');
  fields.tick();
}, 1000);

isElsewhere('/console').then(elsewhere => {
  element('pages').hidden = elsewhere;
  element('publishing').hidden = elsewhere;
  element('publishing-elsewhere').hidden = !elsewhere;
});

const first = topicForm.recall();
if (first) {
  follow(first);
  if (await token.given()) {
    connection.connect(first);
  }
}
