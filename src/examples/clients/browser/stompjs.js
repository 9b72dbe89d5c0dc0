// snippet: stompjs
import { Client } from '@stomp/stompjs';

export function follow(destination, { show, reload, ended }) {
  let position = {};
  let token;
  let renewal;
  let since = Infinity;
  let attempts = 0;
  let pause = 0;

  const client = new Client({
    brokerURL: `${location.origin.replace('http', 'ws')}/ws`,
    reconnectDelay: 1, // After which there is the pause.
    beforeConnect: async () => {
      await new Promise(resolve => setTimeout(resolve, pause));
      token = await nextToken().catch(() => token); // What is thrown here would end the client for good.
      client.connectHeaders = { Authorization: `Bearer ${token?.access_token}` };
    },
    onConnect: () => {
      since = Date.now();
      subscribe();
      renewBefore(token.expires_in);
    },
    onWebSocketClose: ({ code }) => closed(code),
  });
  client.activate();
// end

  // snippet: stompjs-recover
  function subscribe() {
    client.watchForReceipt('subscribed', ({ headers: { epoch, offset, recovered } }) => {
      if (recovered === 'false') {
        reload(); // What was missed is not kept any longer.
      }
      if (recovered !== 'true') {
        position = { epoch, offset };
      }
    });
    client.subscribe(destination, ({ body, headers: { epoch, offset } }) => {
      show(JSON.parse(body));
      if (offset) { // An ephemeral one has none.
        position = { epoch, offset };
      }
    }, { ...position, receipt: 'subscribed' });
  }
  // end

  // snippet: stompjs-renew
  async function nextToken() {
    const answer = await fetch('/my/token');
    return answer.ok ? answer.json() : Promise.reject(new Error(`No token: ${answer.status}`));
  }

  function renewBefore(seconds) {
    const socket = client.webSocket;
    renewal = setTimeout(async () => {
      const next = await nextToken().catch(() => undefined);
      if (socket !== client.webSocket) {
        return; // It was lost meanwhile.
      }
      if (next) {
        token = next;
        client.publish({ destination: '/app/token', body: token.access_token });
      }
      renewBefore(next?.expires_in ?? seconds * 0.2); // What is left of it.
    }, Math.max(1000, seconds * 800));
  }
  // end

  // snippet: stompjs-close
  function closed(code) {
    clearTimeout(renewal);
    if (code >= 4400 && code <= 4499 && code !== 4401) {
      client.deactivate();
      ended(code);
    }
    if (Date.now() - since > 15_000) {
      attempts = 0; // That was a good one.
    }
    since = Infinity;
    const bound = Math.min(15_000, 500 * 2 ** attempts++);
    pause = code === 1012 ? 1000 + Math.random() * 9000 : Math.random() * bound;
  }
  // end
}
