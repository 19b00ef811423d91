import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import {
  type ColumnDef,
  flexRender,
  getCoreRowModel,
  type Row,
  type Table,
  useReactTable,
  type VisibilityState,
} from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Columns3, Download } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { itemsOf, type ListResult, useApi } from '../api/queries.ts';
import { Button, classes } from './button.tsx';
import { csvOf, download, everyItem } from './csv.ts';
import { Menu, MenuToggle } from './menu.tsx';
import { type Column, cellClasses } from './small-table.tsx';
import { Failed, Skeleton, useExplain } from './states.tsx';
import { useToast } from './toasts.tsx';
import css from './ui.module.css';

interface DataTableProps<Item> {
  /** Names the remembered columns and the exported file. */
  readonly name: string;
  readonly label: string;
  readonly list: ListResult<Item>;
  readonly columns: readonly Column<Item>[];
  readonly filters?: ReactNode;
  readonly filtered?: boolean;
  readonly empty: ReactNode;
  readonly none?: ReactNode;
  /** Where the export reads, with the current filters. */
  readonly source?: { readonly path: string; readonly params: FormGroup };
  hrefOf?(item: Item): string;
  /** Clears the filters; offered if there are any. */
  onClear?(): void;
}

const rowHeight = 41;
/** Classes by column. */
type Looks = ReadonlyMap<string, string | undefined>;

const skeletonRows = [1, 2, 3, 4, 5, 6];

/** A list of any length: only the rows in view are in the page, and more are fetched while scrolling down. */
export function DataTable<Item extends { readonly id: string }>(props: DataTableProps<Item>): ReactNode {
  const { list, columns, filters, filtered = false, empty, none, hrefOf, label } = props;
  const t = useTranslations('common');
  // The table takes a new array for new data, and would otherwise redraw itself without end.
  const items = useMemo(() => [...itemsOf({ data: list.data })], [list.data]);
  const [visibility, setVisibility] = useColumns(props.name, columns);

  const definitions = useMemo(() => definitionsOf(columns), [columns]);
  const table = useReactTable<Item>({
    data: items,
    columns: definitions,
    autoResetAll: false,
    state: { columnVisibility: visibility },
    onColumnVisibilityChange: setVisibility,
    getCoreRowModel: getCoreRowModel(),
    getRowId: (item) => item.id,
  });
  const rows = table.getRowModel().rows;

  const { body, shown, before, after } = useRowsInView(rows.length);
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError && lastShown >= rows.length - 12) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage, lastShown, rows.length]);

  const looks = new Map(columns.map((column) => [column.id, cellClasses(column)]));
  const visible = table.getVisibleLeafColumns();
  const state = () => {
    if (list.isError && items.length === 0)
      return <Failed error={list.error} retry={() => void list.refetch()} />;
    if (!list.isPending && items.length === 0) return filtered ? none : empty;
    return null;
  };
  const instead = state();

  return (
    <div className={css.section} ref={body}>
      {(filters !== undefined || props.source !== undefined) && <Toolbar table={table} {...props} />}
      {instead ?? (
        <>
          <div className={css.tableScroll}>
            <table className={css.table} aria-label={label} aria-busy={list.isPending}>
              <thead>
                <tr>
                  {visible.map((column) => (
                    <th key={column.id} scope="col" className={looks.get(column.id)}>
                      {String(column.columnDef.header)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {list.isPending && <SkeletonRows columns={visible.map(({ id }) => id)} looks={looks} />}
                <Space height={before} columns={visible.length} />
                {shown.map(({ index }) => (
                  <DataRow key={rows[index]?.id ?? index} row={rows[index]} looks={looks} hrefOf={hrefOf} />
                ))}
                <Space height={after} columns={visible.length} />
              </tbody>
            </table>
          </div>
          <div className={css.tableFoot} aria-live="polite">
            {!list.isPending &&
              (hasNextPage
                ? t('results_more', { count: items.length })
                : t('results', { count: items.length }))}
            {hasNextPage && (
              <Button small look="quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t('load_more')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

function definitionsOf<Item>(columns: readonly Column<Item>[]): ColumnDef<Item>[] {
  return columns.map((column) => ({
    id: column.id,
    header: column.header,
    cell: ({ row }) => column.cell(row.original),
    enableHiding: column.id !== columns[0]?.id,
  }));
}

/** Renders only the rows in view; spacers as high as the others stand in for them. */
function useRowsInView(count: number) {
  const body = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    setMargin((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 16,
    scrollMargin: margin,
  });
  const shown = virtualizer.getVirtualItems();
  const before = (shown[0]?.start ?? margin) - margin;
  const after = Math.max(0, virtualizer.getTotalSize() - ((shown.at(-1)?.end ?? margin) - margin));
  return { body, shown, before, after };
}

function Toolbar<Item extends { readonly id: string }>(
  props: DataTableProps<Item> & { readonly table: Table<Item> },
): ReactNode {
  const { filters, filtered = false, table } = props;
  const t = useTranslations('common');
  return (
    <div className={css.filters}>
      {filters}
      {filtered && props.onClear !== undefined && (
        <Button look="quiet" onClick={props.onClear}>
          {t('clear')}
        </Button>
      )}
      <div className={css.filtersEnd}>
        <Menu
          trigger={
            <Button>
              <Columns3 aria-hidden />
              {t('columns')}
            </Button>
          }
        >
          {table
            .getAllLeafColumns()
            .filter((column) => column.getCanHide())
            .map((column) => (
              <MenuToggle
                key={column.id}
                checked={column.getIsVisible()}
                onChange={(checked) => column.toggleVisibility(checked)}
              >
                {String(column.columnDef.header)}
              </MenuToggle>
            ))}
        </Menu>
        <ExportButton {...props} />
      </div>
    </div>
  );
}

function SkeletonRows({
  columns,
  looks,
}: {
  readonly columns: readonly string[];
  readonly looks: Looks;
}): ReactNode {
  return skeletonRows.map((row) => (
    <tr key={row}>
      {columns.map((column, index) => (
        <td key={column} className={looks.get(column)}>
          <Skeleton width={56 + ((row * 37 + index * 53) % 72)} />
        </td>
      ))}
    </tr>
  ));
}

function DataRow<Item>({
  row,
  looks,
  hrefOf,
}: {
  readonly row: Row<Item> | undefined;
  readonly looks: Looks;
  readonly hrefOf: ((item: Item) => string) | undefined;
}): ReactNode {
  if (row === undefined) return null;
  return (
    <tr className={classes(hrefOf !== undefined && css.clickable)}>
      {row.getVisibleCells().map((cell, position) => (
        <td key={cell.id} className={looks.get(cell.column.id)}>
          {position === 0 && hrefOf !== undefined ? (
            <Link to={hrefOf(row.original)} className={css.rowLink} data-row>
              {flexRender(cell.column.columnDef.cell, cell.getContext())}
            </Link>
          ) : (
            flexRender(cell.column.columnDef.cell, cell.getContext())
          )}
        </td>
      ))}
    </tr>
  );
}

function Space({ height, columns }: { readonly height: number; readonly columns: number }): ReactNode {
  if (height <= 0) return null;
  return (
    <tr className={css.space} aria-hidden>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

/** Exports all columns that have text, whether shown or not. */
function ExportButton<Item extends { readonly id: string }>({
  name,
  source,
  columns,
}: DataTableProps<Item>): ReactNode {
  const t = useTranslations('common');
  const api = useApi();
  const toast = useToast();
  const explain = useExplain();
  const [count, setCount] = useState<number | null>(null);
  if (source === undefined) return null;
  const run = async () => {
    setCount(0);
    try {
      const items = await everyItem<Item>(api, source.path, source.params, setCount);
      const written = columns.flatMap(({ header, text }) => (text === undefined ? [] : [{ header, text }]));
      download(`${name}.csv`, csvOf([{ header: t('id'), text: ({ id }) => id }, ...written], items));
      toast(t('exported', { count: items.length }));
    } catch (error) {
      toast(explain(error).text, true);
    }
    setCount(null);
  };
  return (
    <Button onClick={run} disabled={count !== null}>
      <Download aria-hidden />
      <span aria-live="polite">
        {count === null || count === 0 ? t('export') : t('exporting', { count })}
      </span>
    </Button>
  );
}

function useColumns(name: string, columns: readonly { readonly id: string; readonly hidden?: boolean }[]) {
  const stored = `onfile.columns.${name}`;
  const [visibility, setVisibility] = useState<VisibilityState>(() => {
    const standard = Object.fromEntries(columns.map(({ id, hidden }) => [id, hidden !== true]));
    try {
      return { ...standard, ...JSON.parse(localStorage.getItem(stored) ?? '{}') };
    } catch {
      return standard;
    }
  });
  useEffect(() => localStorage.setItem(stored, JSON.stringify(visibility)), [stored, visibility]);
  return [visibility, setVisibility] as const;
}
