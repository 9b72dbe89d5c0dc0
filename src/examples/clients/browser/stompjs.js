// snippet: stompjs
import { Client, ReconnectionTimeMode } from '@stomp/stompjs';

export function follow(destination, { show, reload, ended }) {
  let position = {};
  let token;
  let renewal;
  let pause = 0;

  const client = new Client({
    brokerURL: `${location.origin.replace('http', 'ws')}/ws`,
    reconnectDelay: 500,
    maxReconnectDelay: 15_000,
    reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
    beforeConnect: async () => {
      await new Promise(resolve => setTimeout(resolve, pause));
      token = await nextToken().catch(() => token); // What is thrown here would end the client for good.
      client.connectHeaders = { Authorization: `Bearer ${token?.access_token}` };
    },
    onConnect: () => {
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
    return (await fetch('/my/token')).json();
  }

  function renewBefore(seconds) {
    clearTimeout(renewal);
    renewal = setTimeout(async () => {
      try {
        token = await nextToken();
        client.publish({ destination: '/app/token', body: token.access_token });
        renewBefore(token.expires_in);
      } catch {
        renewBefore(seconds * 0.2); // What is left of it.
      }
    }, seconds * 800);
  }
  // end

  // snippet: stompjs-close
  function closed(code) {
    clearTimeout(renewal);
    if (code >= 4400 && code <= 4499 && code !== 4401) {
      client.deactivate();
      ended(code);
    }
    pause = code === 1012 ? 1000 + Math.random() * 9000 : Math.random() * 500;
  }
  // end
}
