import type { MergedOrderView } from '../worker/merge-view.ts';

const rowHeight = 34;
const laneWidth = 30;
const top = 30;
const characterWidth = 7.9;

/**
 * The merged order from top to bottom, with one lane for each list. A list that agrees with the order only
 * goes down; steps that go up are contradictions. The lists below the graph have the same content.
 */
export function MergeGraph({ order }: { readonly order: MergedOrderView }) {
  const { order: locations, lists, pulledBy, overruled } = order;
  const lanes = lists.length * laneWidth + 24;
  const longest = Math.max(...locations.map(({ length }) => length));
  const width = lanes + longest * characterWidth + 40;
  const height = top + locations.length * rowHeight + 6;
  const steps =
    overruled.length === 0
      ? 'no step is reversed'
      : overruled.length === 1
        ? '1 step is reversed'
        : `${overruled.length} steps are reversed`;
  return (
    // Focusable, because a graph with long names scrolls.
    <div class="graph" tabIndex={0} role="region" aria-label={`Graph of pulls by ${pulledBy}`}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${lists.length} lists merged into the order ${locations.join(', ')}; ${steps}`}
      >
        {lists.map((_, lane) => (
          <text key={lane} class="lane-number" x={laneX(lane)} y={16} text-anchor="middle">
            {lane + 1}
          </text>
        ))}
        {locations.map((location, row) => (
          <g key={`${row} ${location}`}>
            <line class="guide" x1={8} x2={lanes} y1={rowY(row)} y2={rowY(row)} />
            <text class="location-number" x={lanes + 6} y={rowY(row) + 4}>
              {row + 1}
            </text>
            <text class="location-name" x={lanes + 26} y={rowY(row) + 4}>
              {location}
            </text>
          </g>
        ))}
        {lists.map(({ steps: own, field }, lane) => (
          <Lane key={`${field.kind} ${field.name} ${field.path}`} lane={lane} rows={rowsOf(own, locations)} />
        ))}
      </svg>
    </div>
  );
}

function laneX(lane: number): number {
  return 20 + lane * laneWidth;
}

function rowY(row: number): number {
  return top + row * rowHeight + rowHeight / 2;
}

/** The source can occur twice: a contradiction puts it before mirrors, and nodes try it again at the end. */
function rowsOf(steps: readonly string[], locations: readonly string[]): readonly number[] {
  return steps.map((step) => locations.indexOf(step)).filter((row) => row !== -1);
}

function Lane({ lane, rows }: { readonly lane: number; readonly rows: readonly number[] }) {
  const x = laneX(lane);
  return (
    <g>
      {rows.slice(1).map((to, index) => {
        const from = rows[index] ?? to;
        const isReversed = to < from;
        return (
          <path
            key={`${from} ${to}`}
            class={isReversed ? 'step reversed' : 'step'}
            d={
              isReversed
                ? `M ${x} ${rowY(from)} C ${x + 22} ${rowY(from)}, ${x + 22} ${rowY(to)}, ${x} ${rowY(to)}`
                : `M ${x} ${rowY(from)} L ${x} ${rowY(to)}`
            }
          />
        );
      })}
      {rows.map((row) => (
        <circle key={row} class="stop" cx={x} cy={rowY(row)} r={4.5} />
      ))}
    </g>
  );
}
