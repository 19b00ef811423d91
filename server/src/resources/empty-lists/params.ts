import { paging } from '../../params/lists.ts';
import { ownParams, type ParamsSchema } from '../../params/params.ts';
import type { Paging } from '../list.ts';

const pages = ownParams(paging);

/** Whatever filters a list has, nothing matches them, so only the paging parameters are read. */
export const listParams: ParamsSchema<Paging> = {
  read: (form) => pages.read(Object.fromEntries(Object.entries(form).filter(([name]) => name in paging))),
};
