const query = new URLSearchParams(location.search);
const { follow } = await import(`./${query.get('client')}.js`);
follow(`/topic/${query.get('topic')}`, {
  show: payload => console.log(JSON.stringify(payload)),
  reload: () => console.log('reload'),
  ended: code => console.log(`ended ${code}`),
});
