import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('quotes what it must, and leaves no formula for a spreadsheet to run', () => {
  const columns = [
    { header: 'Name', text: (row: { name: string | null }) => row.name },
    { header: 'Amount', text: () => -5 },
  ];
  const rows = [{ name: 'Rosen, "Jenny"' }, { name: '=HYPERLINK("http://example.com")' }, { name: null }];
  expect(csvOf(columns, rows)).toBe(
    'Name,Amount\r\n"Rosen, ""Jenny""",-5\r\n"\'=HYPERLINK(""http://example.com"")",-5\r\n,-5\r\n',
  );
});
