import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { usePrinting } from './hooks.ts';

interface VirtualListProps {
  /** The HTML id of the list; options have `id-0`, `id-1` and so on. */
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** In CSS pixels; all rows have the same height. */
  readonly rowHeight: number;
  /** -1 for none. */
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly children: (index: number) => ComponentChildren;
  /** A tree has levels, and rows that the arrow keys expand. */
  readonly tree?: {
    readonly level: (index: number) => number;
    readonly isExpanded: (index: number) => boolean | undefined;
    readonly onArrow: (index: number, key: 'ArrowLeft' | 'ArrowRight') => void;
  };
}

/** Rows rendered above and below the visible ones. */
const overscan = 8;
const maxPrinted = 2000;

/**
 * A list of any length that renders only visible rows. It has one tab stop; the arrow keys move the
 * selection.
 */
export function VirtualList(props: VirtualListProps) {
  const { id, label, count, rowHeight, selected, onSelect, children, tree } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const isPrinting = usePrinting();

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setView(({ top }) => ({ top, height: element.clientHeight })));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (box.current !== null && selected >= 0) reveal(box.current, selected, rowHeight);
  }, [selected, count]);

  const first = isPrinting ? 0 : Math.max(0, Math.floor(view.top / rowHeight) - overscan);
  const last = isPrinting
    ? Math.min(count, maxPrinted)
    : Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + overscan);
  const visible = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  // The selected row has the focus, so it is rendered even if it is scrolled out of view.
  const rows =
    selected >= 0 && selected < count && !visible.includes(selected) ? [...visible, selected] : visible;

  const move = (event: KeyboardEvent) => {
    const { key } = event;
    if (tree !== undefined && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      event.preventDefault();
      if (selected >= 0) tree.onArrow(selected, key);
      return;
    }
    const next = targetOf(key, selected, count, Math.max(1, Math.floor(view.height / rowHeight) - 1));
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
  };

  return (
    <div
      ref={box}
      id={id}
      class="virtual-list"
      role={tree === undefined ? 'listbox' : 'tree'}
      aria-label={label}
      aria-activedescendant={selected >= 0 && selected < count ? `${id}-${selected}` : undefined}
      tabIndex={0}
      onScroll={({ currentTarget }) =>
        setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
      }
      onKeyDown={move}
    >
      <div class="virtual-rows" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        {rows.map((index) => (
          <div
            key={index}
            id={`${id}-${index}`}
            class="virtual-row"
            role={tree === undefined ? 'option' : 'treeitem'}
            aria-selected={index === selected}
            aria-setsize={count}
            aria-posinset={index + 1}
            aria-level={tree?.level(index)}
            aria-expanded={tree?.isExpanded(index)}
            style={{ height: `${rowHeight}px`, transform: `translateY(${index * rowHeight}px)` }}
            onClick={() => onSelect(index)}
          >
            {children(index)}
          </div>
        ))}
      </div>
    </div>
  );
}

function reveal(box: HTMLElement, index: number, rowHeight: number): void {
  const top = index * rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + rowHeight - box.clientHeight;
}

/** The new selection; undefined for a key that does not move it. */
function targetOf(key: string, selected: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const within = (index: number) => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return within(selected + 1);
    case 'ArrowUp':
      return within(selected - 1);
    case 'PageDown':
      return within(selected + page);
    case 'PageUp':
      return within(selected - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
