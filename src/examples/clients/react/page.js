// snippet: react-page
import { createElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Carillon } from '/client/carillon.js';
import { useTopic } from './use-topic.js';

const carillon = new Carillon({
  token: async () => (await (await fetch('/my/token')).json()).access_token,
  onStatus: ({ state, error }) => document.title = state === 'closed' ? `ended ${error.closeCode}` : state,
});
carillon.connect();

function Orders({ topic }) {
  const orders = useTopic(carillon, topic);
  return createElement('ul', null, orders.map(({ id, text }) => createElement('li', { key: id }, text)));
}
// end

const topic = new URLSearchParams(location.search).get('topic');
createRoot(document.querySelector('main')).render(createElement(StrictMode, null, createElement(Orders, { topic })));
