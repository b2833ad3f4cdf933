import type { VNode } from 'preact';
import type { JsonObject } from '../../workspace/model.js';
import type { BlockHost } from './host.js';
import { numberIn, objectIn, objectsIn, stringIn } from './read-json.js';

/** data_visualization: every chart as a table of figures with bars, so that all can read it. */
export function Chart({ block, host }: { block: JsonObject; host: BlockHost }): VNode {
  const chart = objectIn(block, 'chart') ?? {};
  const segments = objectsIn(chart, 'segments');
  const series = segments.length > 0 ? [{ name: '', data: segments }] : objectsIn(chart, 'series').map(seriesOf);
  const largest = Math.max(
    1,
    ...series.flatMap((one) => one.data.map((point) => Math.abs(numberIn(point, 'value') ?? 0))),
  );
  return (
    <div class="bk-chart">
      <table>
        <caption>{stringIn(block, 'title') ?? ''}</caption>
        {series.map((one, at) => (
          <tbody key={one.name || at}>
            {one.name !== '' && (
              <tr>
                <th scope="rowgroup" colSpan={3}>
                  {one.name}
                </th>
              </tr>
            )}
            {one.data.map((point, place) => {
              const value = numberIn(point, 'value') ?? 0;
              return (
                <tr key={`point-${place + 1}`}>
                  <th scope="row">{stringIn(point, 'label') ?? ''}</th>
                  <td class="bk-bar-cell">
                    <span
                      class={`bk-bar bk-bar-${at % 6}`}
                      style={{ width: `${(Math.abs(value) / largest) * 100}%` }}
                    />
                  </td>
                  <td class="bk-figure">{value.toLocaleString(host.locale)}</td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function seriesOf(series: JsonObject): { name: string; data: readonly JsonObject[] } {
  return { name: stringIn(series, 'name') ?? '', data: objectsIn(series, 'data') };
}
