import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { classes } from './button.tsx';
import { Skeleton } from './states.tsx';
import css from './ui.module.css';

export interface Column<Item> {
  readonly id: string;
  readonly header: string;
  cell(item: Item): ReactNode;
  /** For the export, which leaves out columns without it. */
  text?(item: Item): string | number | null;
  readonly right?: boolean;
  /** Takes up the remaining width, and gives way to the others. */
  readonly grow?: boolean;
  /** Hidden if the table is narrower: on a phone, or on anything smaller than a desktop. */
  readonly leaveOut?: 'phone' | 'tablet';
  /** Shown only if somebody chooses it. */
  readonly hidden?: boolean;
}

/** The classes of a column's cells and heading. */
export function cellClasses<Item>(column: Column<Item> | undefined): string {
  return classes(
    column?.right && css.right,
    column?.grow && css.grow,
    column?.leaveOut === 'phone' && css.notOnPhone,
    column?.leaveOut === 'tablet' && css.notOnTablet,
  );
}

/** A short list inside a page. */
export function SmallTable<Item extends { readonly id: string }>({
  label,
  items,
  columns,
  none,
  hrefOf,
}: {
  readonly label: string;
  readonly items: readonly Item[] | undefined;
  readonly columns: readonly Column<Item>[];
  readonly none: ReactNode;
  hrefOf?(item: Item): string;
}): ReactNode {
  if (items?.length === 0) return <div className={css.nothing}>{none}</div>;
  return (
    <div className={css.tableScroll}>
      <table className={css.table} aria-label={label} aria-busy={items === undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={cellClasses(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items === undefined && (
            <tr>
              {columns.map((column) => (
                <td key={column.id} className={cellClasses(column)}>
                  <Skeleton />
                </td>
              ))}
            </tr>
          )}
          {items?.map((item) => (
            <tr key={item.id} className={classes(hrefOf !== undefined && css.clickable)}>
              {columns.map((column, position) => (
                <td key={column.id} className={cellClasses(column)}>
                  {position === 0 && hrefOf !== undefined ? (
                    <Link to={hrefOf(item)} className={css.rowLink} data-row>
                      {column.cell(item)}
                    </Link>
                  ) : (
                    column.cell(item)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
