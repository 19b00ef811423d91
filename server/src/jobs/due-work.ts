import { closeDisputes } from './close-disputes.ts';
import type { Duty } from './duty.ts';
import { expireSessions } from './expire-sessions.ts';
import { finishOperations } from './finish-operations.ts';
import { hearNetwork } from './hear-network.ts';
import { dropOldTestClocks, finishTestClocks } from './keep-test-clocks.ts';
import { lapseAuthorizations } from './lapse-authorizations.ts';
import { releaseFunds } from './release-funds.ts';
import { settleCharges } from './settle-charges.ts';

/** What happens by the passing of time, ordered so that one duty can lead to the next. */
export const dueWork: readonly Duty[] = [
  expireSessions,
  lapseAuthorizations,
  hearNetwork,
  closeDisputes,
  settleCharges,
  releaseFunds,
];

/** What requests and processes have left behind. */
export const standingWork: readonly Duty[] = [finishOperations, finishTestClocks, dropOldTestClocks];
