// snippet: node
import { Carillon } from '@carillon/client';

const { CARILLON_URL, CARILLON_TOPIC, TOKEN_URL } = process.env;

const carillon = new Carillon({
  url: `${CARILLON_URL}/ws`,
  token: async () => (await (await fetch(TOKEN_URL)).json()).access_token,
  onStatus: ({ state, error }) => {
    if (state === 'closed') {
      console.log(`ended ${error.closeCode}`);
      process.exit(1);
    }
  },
});
carillon.subscribe(`/topic/${CARILLON_TOPIC}`, ({ text }) => console.log(text), { onLost: () => console.log('reload') });
carillon.connect();
// end
