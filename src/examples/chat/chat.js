import { Carillon } from '/client/carillon.js';

const [said, form, text] = ['ul', 'form', 'input'].map(name => document.querySelector(name));

const carillon = new Carillon({
  token: async () => (await (await fetch('/development/token')).json()).token,
});

carillon.subscribe('/topic/chat.lobby', ({ payload }) => {
  const line = document.createElement('li');
  line.textContent = payload;
  said.append(line);
}, { history: 50, onLost: () => said.replaceChildren() });

form.addEventListener('submit', async event => {
  event.preventDefault();
  await carillon.publish('chat.lobby', text.value);
  form.reset();
});

carillon.connect();
