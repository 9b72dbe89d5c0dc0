/**
 * What a node does, from two answers about it: rates a second, and what was measured between the two. Null is what is not known, as every
 * rate is after the first answer.
 */
export function figuresOf(before, now) {
  const gauge = name => now.gauges[`carillon.${name}`] ?? null;
  const seconds = before ? (Date.parse(now.time) - Date.parse(before.time)) / 1000 : 0;
  const rate = (then, since) => seconds > 0 ? (since - then) / seconds : null;
  const counter = name => rate(before?.counters[`carillon.${name}`], now.counters[`carillon.${name}`]);
  const samples = name => differenceOf(before?.samples[`carillon.${name}`], now.samples[`carillon.${name}`]);
  const appends = samples('log.append');
  return {
    connections: gauge('connections'),
    streams: gauge('streams'),
    subscriptions: gauge('subscriptions'),
    outbox: gauge('outbox.pending.bytes'),
    lag: gauge('relay.lag'),
    relay: gauge('relay.connected'),
    draining: gauge('draining'),
    published: counter('notifications.published'),
    deliveries: counter('deliveries'),
    appends: appends && rate(0, appends.count),
    appendTime: appends?.count ? appends.sum / appends.count : null,
    latency: samples('delivery.latency'),
  };
}

/** All nodes together. Times are those of the slowest. */
export function sumOf(nodes) {
  const sum = name => nodes.every(node => node[name] === null) ? null
    : nodes.reduce((total, node) => total + (node[name] ?? 0), 0);
  const most = name => nodes.reduce((greatest, node) => node[name] === null ? greatest
    : Math.max(greatest ?? node[name], node[name]), null);
  const latencies = nodes.map(node => node.latency).filter(latency => latency !== null);
  return {
    ...Object.fromEntries(['connections', 'streams', 'subscriptions', 'outbox', 'published', 'deliveries', 'appends']
      .map(name => [name, sum(name)])),
    lag: most('lag'),
    appendTime: most('appendTime'),
    latency: latencies.length ? latencies.reduce(addedTo) : null,
  };
}

/**
 * The value that this share of the samples is not above, as far as buckets tell: within one, samples are taken to be spread evenly. Infinity
 * where it is above the last bucket; null where there are no samples.
 */
export function percentile(samples, share) {
  if (!samples?.count) {
    return null;
  }
  const rank = share * samples.count;
  let below = { upTo: 0, count: 0 };
  for (const bucket of samples.buckets) {
    if (bucket.count >= rank) {
      return below.upTo + (bucket.upTo - below.upTo) * (rank - below.count) / (bucket.count - below.count);
    }
    below = bucket;
  }
  return Infinity;
}

function differenceOf(before, now) {
  return before && now ? {
    count: now.count - before.count,
    sum: now.sum - before.sum,
    buckets: now.buckets.map(({ upTo, count }, index) => ({ upTo, count: count - before.buckets[index].count })),
  } : null;
}

const addedTo = (one, other) => ({
  count: one.count + other.count,
  sum: one.sum + other.sum,
  buckets: one.buckets.map(({ upTo, count }, index) => ({ upTo, count: count + other.buckets[index].count })),
});
