import type { VNode } from 'preact';
import type { JsonObject } from '../../workspace/model.js';
import { TextBlocks } from './draw-nodes.js';
import type { BlockHost } from './host.js';
import { isSet, numberIn, objectsIn, stringIn, typeOf } from './read-json.js';
import { readRichText } from './rich-text.js';
import { isNumber, rowsOf } from './table-rows.js';

/** raw_text, raw_number or rich_text. */
export function CellContent({ cell, host }: { cell: JsonObject; host: BlockHost }): VNode {
  if (typeOf(cell) === 'rich_text') return <TextBlocks blocks={readRichText(cell)} host={host} />;
  const value = numberIn(cell, 'value');
  return <>{stringIn(cell, 'text') ?? (value === null ? '' : value.toLocaleString(host.locale))}</>;
}

export function alignOf(cell: JsonObject, settings: JsonObject | undefined): 'left' | 'center' | 'right' {
  const align = settings === undefined ? null : stringIn(settings, 'align');
  if (align === 'center' || align === 'right' || align === 'left') return align;
  return isNumber(cell) ? 'right' : 'left';
}

/** A table block: its first row is the heading. */
export function Table({ block, host }: { block: JsonObject; host: BlockHost }): VNode {
  const [head = [], ...rows] = rowsOf(block);
  const settings = objectsIn(block, 'column_settings');
  const style = (cell: JsonObject, column: number) => {
    const setting = settings[column];
    return {
      textAlign: alignOf(cell, setting),
      whiteSpace: setting !== undefined && isSet(setting, 'is_wrapped') ? 'normal' : undefined,
    };
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div class="bk-table-box" tabIndex={0}>
      <table class="bk-table">
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={`head-${column + 1}`} scope="col" style={style(rows[0]?.[column] ?? cell, column)}>
                <CellContent cell={cell} host={host} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={`row-${at + 1}`}>
              {row.map((cell, column) => (
                <td key={`cell-${column + 1}`} style={style(cell, column)}>
                  <CellContent cell={cell} host={host} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
