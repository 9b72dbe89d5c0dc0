// snippet: publish-node
const { CARILLON_URL, CARILLON_TOKEN, CARILLON_TOPIC } = process.env;

const answer = await fetch(`${CARILLON_URL}/api/v1/topics/${CARILLON_TOPIC}/notifications`, {
  method: 'POST',
  headers: {
    'Authorization': `Bearer ${CARILLON_TOKEN}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': 'order-42-shipped',
  },
  body: JSON.stringify({ type: 'order.shipped', payload: { order: 42 } }),
});
const { id, code, detail } = await answer.json();
if (!answer.ok) {
  throw new Error(`${code}: ${detail}`);
}
console.log(id);
// end
