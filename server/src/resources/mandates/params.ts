import { ownParams } from '../../params/params.ts';

export const noParams = ownParams({});
