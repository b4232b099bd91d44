'use client';

import { useFeed } from '../../../lib/connection.ts';
import { useAllTexts } from '../../../texts/all-texts.ts';
import { cn } from '../../../ui/cn.ts';
import type { Compared } from './differences.ts';

/** What the two were made with: what differs is bright, what is the same stands once and quiet. */
export function DifferenceTable({ rows }: { rows: Compared[] }) {
  const { deciding } = useAllTexts();
  const models = useFeed((feed) => feed.models);
  const shownAs = ({ setting }: Compared, value: string) =>
    setting === 'model' ? (models.find(({ name }) => name === value)?.title ?? value) : value;
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <colgroup>
        <col className="w-24 md:w-36" />
        <col />
        <col />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">{deciding.setting}</th>
          <th scope="col">{deciding.left}</th>
          <th scope="col">{deciding.right}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.setting} data-same={row.isSame} className="border-line border-t align-top first:border-t-0">
            <th scope="row" className="py-2 pr-3 text-left font-normal text-muted text-xs leading-5">
              {deciding.settings[row.setting]}
            </th>
            {row.values.slice(0, row.isSame ? 1 : 2).map((value, side) => (
              <td
                // biome-ignore lint/suspicious/noArrayIndexKey: the side is what it is.
                key={side}
                dir="auto"
                colSpan={row.isSame ? 2 : 1}
                className={cn(
                  'whitespace-pre-wrap py-2 pr-3',
                  row.isSame && 'text-muted',
                  /^\d/.test(value) ? 'font-mono text-[0.8125rem] leading-5' : row.setting === 'prompt' && 'text-base',
                )}
              >
                {value === '' ? '–' : shownAs(row, value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
