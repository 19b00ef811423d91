import { errors } from '@onfile/shared/errors.ts';
import { type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import type { ChargeRow } from '../charges/table.ts';
import {
  type DisputeDoc,
  type DisputeRow,
  type Evidence,
  type EvidenceName,
  evidenceFiles,
  evidenceTexts,
} from './table.ts';

/** The cost of a lost or contested payment in minor units: Stripe's fee for a dispute. */
export const disputeFee = 1500;

const responseSeconds = 9 * 24 * 60 * 60;
/** How long the test issuer takes to decide about evidence. */
const decisionSeconds = 2;
const evidenceMax = 150_000;

interface NewDispute {
  readonly id: string;
  readonly now: number;
  readonly networkCase: string;
  readonly reason: DisputeDoc['reason'];
  readonly inquiry: boolean;
  readonly amount: number;
}

export function newDispute(charge: ChargeRow, given: NewDispute): DisputeRow {
  const dueBy = given.now + responseSeconds;
  return {
    id: given.id,
    created: given.now,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    status: given.inquiry ? 'warning_needs_response' : 'needs_response',
    amount: given.amount,
    currency: charge.currency,
    network_case: given.networkCase,
    // It is lost if nobody answers.
    decide_at: dueBy,
    doc: {
      brand: charge.doc.card.brand ?? 'unknown',
      due_by: dueBy,
      evidence: {},
      metadata: {},
      past_due: false,
      reason: given.reason,
      submission_count: 0,
      verdict: 'lost',
    },
  };
}

export interface DisputeChange {
  readonly evidence?: { readonly [Name in EvidenceName]?: string | null | undefined } | undefined;
  readonly metadata?: MetadataChange;
  readonly submit?: boolean | undefined;
}

/**
 * The dispute with the merchant's answer. Evidence is submitted as soon as it is given, unless `submit` is false. Throws
 * 400 for evidence that is too late or too long.
 */
export function changeDispute(row: DisputeRow, change: DisputeChange, now: number): DisputeRow {
  const described = { ...row.doc, metadata: mergeMetadata(row.doc.metadata, change.metadata) };
  if (change.evidence === undefined && change.submit !== true) return { ...row, doc: described };
  if (!isOpen(row)) {
    throw errors.disputeClosed(
      `The dispute ${row.id} has a status of ${row.status}: its evidence can no longer be changed.`,
    );
  }
  const evidence = mergeEvidence(row.doc.evidence, change.evidence ?? {});
  if (change.submit === false) return { ...row, doc: { ...described, evidence } };
  return {
    ...row,
    status: row.status === 'needs_response' ? 'under_review' : 'warning_under_review',
    ...decision(evidence, now),
    doc: {
      ...described,
      evidence,
      submission_count: row.doc.submission_count + 1,
      verdict: evidence.uncategorized_text === winning ? 'won' : 'lost',
    },
  };
}

/** The merchant accepts the dispute. */
export function accepted(row: DisputeRow): DisputeRow {
  if (!isOpen(row)) {
    throw errors.disputeClosed(
      `The dispute ${row.id} cannot be closed because it has a status of ${row.status}.`,
    );
  }
  return { ...row, doc: { ...row.doc, verdict: 'lost' } };
}

/** The dispute as it ends. */
export function decided(row: DisputeRow, now: number): DisputeRow {
  const { doc } = row;
  return {
    ...row,
    decide_at: null,
    status: isInquiry(row) ? 'warning_closed' : doc.verdict,
    doc: { ...doc, past_due: now >= doc.due_by && doc.submission_count === 0 },
  };
}

/** An inquiry only asks: no money moves. */
export function isInquiry(row: DisputeRow): boolean {
  return row.status.startsWith('warning_');
}

function isOpen({ status }: DisputeRow): boolean {
  return status === 'needs_response' || status === 'warning_needs_response';
}

/** The words by which Stripe's test mode decides a dispute. */
const winning = 'winning_evidence';
const losing = 'losing_evidence';

/** Any other words leave it under review, because nobody reads them. */
function decision(evidence: Evidence, now: number): { readonly decide_at: number | null } {
  const word = evidence.uncategorized_text;
  return { decide_at: word === winning || word === losing ? now + decisionSeconds : null };
}

function mergeEvidence(before: Evidence, change: NonNullable<DisputeChange['evidence']>): Evidence {
  const merged: Record<string, string> = { ...before };
  for (const name of [...evidenceTexts, ...evidenceFiles]) {
    const text = change[name];
    if (text === null) delete merged[name];
    else if (text !== undefined) merged[name] = text;
  }
  const length = evidenceTexts.reduce((total, name) => total + (merged[name]?.length ?? 0), 0);
  if (length > evidenceMax) {
    throw errors.parameterInvalid(
      `Evidence can have up to ${evidenceMax} characters in all, but this would make ${length}.`,
      'evidence',
    );
  }
  return merged;
}
