import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { JsonObject } from '../../workspace/model.js';
import type { BlockHost } from './host.js';
import { Icon } from './icon.js';
import { cellText } from './plain-text.js';
import { numberIn, stringIn } from './read-json.js';
import { alignOf, CellContent } from './table.js';
import { filterRows, rowsOf, sortRows } from './table-rows.js';

interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** A table that the reader sorts, filters and pages through. The app hears nothing of it. */
export function DataTable({ block, host }: { block: JsonObject; host: BlockHost }): VNode {
  const words = host.words.blocks;
  const [order, setOrder] = useState<Order | null>(null);
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(0);
  const { head, body } = useMemo(() => {
    const [first = [], ...rest] = rowsOf(block);
    return { head: first, body: rest };
  }, [block]);
  const size = Math.min(100, Math.max(1, numberIn(block, 'page_size') ?? 5));
  const rowHeader = numberIn(block, 'row_header_column_index') ?? 0;
  const found = filterRows(body, search, host.locale);
  const sorted = order === null ? found : sortRows(found, order.column, order.descending, host.locale);
  const pages = Math.max(1, Math.ceil(sorted.length / size));
  const at = Math.min(page, pages - 1);
  const shown = sorted.slice(at * size, at * size + size);
  const sort = (column: number) => {
    setPage(0);
    if (order?.column !== column) setOrder({ column, descending: false });
    else setOrder(order.descending ? null : { column, descending: true });
  };
  return (
    <div class="bk-data-table">
      <div class="bk-data-table-top">
        <span aria-hidden="true">{stringIn(block, 'caption') ?? ''}</span>
        {body.length > 1 && (
          <input
            type="search"
            class="bk-input"
            aria-label={words.filterRows}
            placeholder={words.filterRows}
            value={search}
            onInput={(event) => {
              setSearch(event.currentTarget.value);
              setPage(0);
            }}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="bk-table-box" tabIndex={0}>
        <table class="bk-table">
          <caption class="bk-unseen">{stringIn(block, 'caption') ?? ''}</caption>
          <thead>
            <tr>
              {head.map((cell, column) => {
                const direction = order?.column !== column ? undefined : order.descending ? 'descending' : 'ascending';
                return (
                  <th
                    key={`head-${column + 1}`}
                    scope="col"
                    aria-sort={direction}
                    style={{ textAlign: alignOf(body[0]?.[column] ?? cell, undefined) }}
                  >
                    <button
                      type="button"
                      class="bk-sort"
                      aria-label={words.sortBy(cellText(cell))}
                      onClick={() => sort(column)}
                    >
                      <CellContent cell={cell} host={host} />
                      <span class={`bk-sort-mark${direction === undefined ? ' bk-faint' : ''}`}>
                        <Icon name={direction === 'descending' ? 'down' : 'up'} />
                      </span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, place) => (
              <tr key={`row-${place + 1}`}>
                {row.map((cell, column) => {
                  const style = { textAlign: alignOf(cell, undefined) };
                  const content = <CellContent cell={cell} host={host} />;
                  const key = `cell-${column + 1}`;
                  return column === rowHeader ? (
                    <th key={key} scope="row" style={style}>
                      {content}
                    </th>
                  ) : (
                    <td key={key} style={style}>
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))}
            {shown.length === 0 && (
              <tr>
                <td colSpan={head.length} class="bk-nothing">
                  {words.nothingFound}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {sorted.length > 0 && pages > 1 && (
        <div class="bk-pages">
          <span role="status">
            {words.rows(at * size + 1, Math.min(sorted.length, at * size + size), sorted.length)}
          </span>
          <button
            type="button"
            class="bk-quiet-button"
            aria-label={words.previous}
            aria-disabled={at === 0}
            onClick={() => setPage(Math.max(0, at - 1))}
          >
            <Icon name="left" />
          </button>
          <button
            type="button"
            class="bk-quiet-button"
            aria-label={words.next}
            aria-disabled={at >= pages - 1}
            onClick={() => setPage(Math.min(pages - 1, at + 1))}
          >
            <Icon name="right" />
          </button>
        </div>
      )}
    </div>
  );
}
