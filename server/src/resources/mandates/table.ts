import { type Row, resourceTable } from '../../store/table.ts';

export interface MandateDoc {
  /** Unix seconds. */
  readonly accepted_at: number;
  readonly type: 'online' | 'offline';
  readonly ip_address: string | null;
  readonly user_agent: string | null;
}

export type MandateRow = Row<'mandates', MandateDoc>;

export const mandates = resourceTable<'mandates', MandateDoc>('mandates', ['payment_method']);
