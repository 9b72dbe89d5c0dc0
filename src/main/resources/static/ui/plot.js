import uPlot from '/webjars/uplot/dist/uPlot.esm.js';

const HEIGHT = 112;

/** The spans of time a plot grows through, in seconds, so that a young one is not an empty one. */
const SPANS = [60, 120, 300];
const FONT = '11px system-ui, sans-serif';

const plots = new Set();

/** Colours are functions of the style sheet, read at each drawing, so that a change of theme needs a drawing only. */
const colour = property => () => getComputedStyle(document.documentElement).getPropertyValue(property).trim();

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plots.forEach(plot => plot.redraw()));

/** A plot of the last minute to five, up to now, as wide as its container. */
export class Plot {
  #chart;
  #observer;
  #now = Date.now() / 1000;
  #span = SPANS[0];

  /** `lines` are the names of the colours, one a line; `hover` is called with the index under the cursor, or null. */
  constructor(container, { unit, lines, hover, sync, fromZero }) {
    // Dots only where a line would not be seen: a few values, or one alone between two gaps.
    const dots = stroke => ({ size: 4, space: 40, fill: colour(stroke) });
    const line = stroke => ({ stroke: colour(stroke), width: 1.5, points: dots(stroke) });
    const grid = { stroke: colour('--grid'), width: 1 };
    const axis = { stroke: colour('--muted'), font: FONT, grid, ticks: { show: false }, gap: 6 };
    this.#chart = new uPlot({
      width: container.clientWidth || 300,
      height: HEIGHT,
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 }, sync: sync && { key: sync } },
      hooks: { setCursor: [chart => hover?.(chart.cursor.idx)] },
      scales: {
        x: { range: () => [this.#now - this.#span, this.#now] },
        y: { range: (_, least, greatest) => rangeOf(fromZero ? least && 0 : least, greatest) },
      },
      series: [{}, ...lines.map(line)],
      axes: [
        { ...axis, size: 24, splits: (_, __, from, to) => [from, (from + to) / 2, to], values: () => ages(this.#span) },
        {
          ...axis, size: widthOf, space: 28, ...(unit.steps && { incrs: unit.steps }),
          values: (_, splits, __, ___, step) => unit.ticks(splits, step),
        },
      ],
    }, [[this.#now], ...lines.map(() => [null])], container);
    this.#observer = new ResizeObserver(([{ contentRect }]) =>
      contentRect.width && this.#chart.setSize({ width: contentRect.width, height: HEIGHT }));
    this.#observer.observe(container);
    plots.add(this.#chart);
  }

  /** `data` is the times in seconds, ascending, and the values of each line. */
  draw(data, now) {
    this.#now = now;
    this.#span = SPANS.find(span => span >= now - data[0][0]) ?? SPANS.at(-1);
    this.#chart.setData(data);
  }

  destroy() {
    plots.delete(this.#chart);
    this.#observer.disconnect();
    this.#chart.destroy();
  }
}

/** Zero is in sight unless the values are far from it; a plot without values has some range all the same. */
function rangeOf(least, greatest) {
  if (least === null || (least === 0 && greatest === 0)) {
    return [0, 1];
  }
  return uPlot.rangeNum(least > 0 && least < greatest / 2 ? 0 : least, greatest, 0.1, true);
}

const ages = seconds => [`−${seconds / 60} min`, '', 'now'];

/** Wide enough for the longest value, and for what stands below the corner; measured, since the values come from anybody. */
function widthOf(chart, values) {
  if (!values) {
    return 40;
  }
  chart.ctx.save();
  chart.ctx.font = FONT;
  const widest = Math.max(...values.map(value => chart.ctx.measureText(value).width));
  chart.ctx.restore();
  return Math.max(24, Math.ceil(widest) + 10);
}
