import type Database from 'libsql';
import { ConfigError } from '../../config/config.ts';
import type { AuthenticationResult, AuthorizationAnswer, MoneyAnswer, NetworkNews } from '../network.ts';
import type { Aftermath, TestCard } from './test-card.ts';

interface Entry {
  readonly requestId: string;
  readonly account: string;
  /** What was asked for, in minor units; 0 for verifications and reversals. */
  readonly amount: number;
}

/** What the issuer said to an authorization or a verification. */
export interface CardEntry extends Entry {
  readonly kind: 'authorization' | 'verification';
  readonly currency: string;
  /** A keyed hash of the number; null for a number that is no test card. */
  readonly card: string | null;
  readonly last4: string;
  /** Whether an approval takes the money at once. */
  readonly captured: boolean;
  /** Whether the card may from now on be charged while the cardholder, who proved themselves, is away. */
  readonly setUp: boolean;
  /** How refunds of the card begin. */
  readonly refunds: 'succeeded' | 'pending';
  /** Missing in entries of older journals, like the next one. */
  readonly refundsEnd?: TestCard['refundsEnd'];
  readonly aftermath?: Aftermath;
  readonly networkTransactionId: string;
  readonly answer: AuthorizationAnswer;
}

/** What became of an authorization. */
export interface MoneyEntry extends Entry {
  readonly kind: 'capture' | 'reversal' | 'refund';
  /** The request id of the authorization. */
  readonly authorization: string;
  readonly answer: MoneyAnswer;
}

export interface LaterNews {
  /** Unix seconds. */
  readonly due: number;
  readonly news: NetworkNews;
}

export interface AuthenticationEntry extends Entry {
  readonly currency: string;
  readonly card: string | null;
  readonly last4: string;
  readonly brand: string;
  readonly result: AuthenticationResult;
}

/** The journal's tables. Statements are prepared once. */
export interface Entries {
  /** By request id. */
  find(requestId: string): CardEntry | MoneyEntry | undefined;
  byNetworkTransaction(id: string): CardEntry | undefined;
  movesOf(authorization: string): readonly MoneyEntry[];
  authenticationOfRequest(requestId: string): AuthenticationEntry | undefined;
  /** With the result of its challenge, if there is one. */
  authentication(id: string): AuthenticationEntry | undefined;
  /** With what the network will tell of by itself, from `due` on. */
  append(entry: CardEntry | MoneyEntry, later?: readonly LaterNews[]): void;
  /** What is due and not acknowledged, oldest first, behind a piece of news. */
  dueNews(now: number, limit: number, after?: Pick<NetworkNews, 'happened' | 'id'>): readonly NetworkNews[];
  dropNews(id: string): void;
  appendAuthentication(entry: AuthenticationEntry): void;
  appendChallenge(result: AuthenticationResult): void;
}

const tables = `
  create table if not exists entries (
    request_id text primary key,
    network_transaction_id text,
    authorization_request_id text,
    document text not null
  ) without rowid;
  create index if not exists entries_by_network_transaction on entries (network_transaction_id)
    where network_transaction_id is not null;
  create index if not exists entries_by_authorization on entries (authorization_request_id)
    where authorization_request_id is not null;
  create table if not exists authentications (
    id text primary key,
    request_id text not null unique,
    document text not null
  ) without rowid;
  create table if not exists challenges (
    authentication_id text primary key references authentications (id),
    document text not null
  ) without rowid;
  create table if not exists news (
    id text primary key,
    due integer not null,
    document text not null
  ) without rowid;
  create index if not exists news_by_due on news (due, id);`;

/** Counts the changes of `tables` that an older version could not live with. */
const schema = 1;

/** Throws ConfigError for a journal that a newer version has changed. */
export function openEntries(database: Database.Database): Entries {
  const row: unknown = database.prepare('pragma user_version').get();
  const found = Number(typeof row === 'object' && row !== null && 'user_version' in row && row.user_version);
  if (found > schema) {
    throw new ConfigError(
      `The journal of the simulated card network simulator.db has the schema ${found}, and this version of Onfile knows ${schema}: a newer version has opened it. Run that version, or restore a backup from before it.`,
    );
  }
  if (found < schema) database.exec(`${tables} pragma user_version = ${schema};`);
  const insertNews = database.prepare('insert into news values (?, ?, ?)');
  const newsByDue = database.prepare(
    'select document from news where due <= ? and (due, id) > (?, ?) order by due, id limit ?',
  );
  const deleteNews = database.prepare('delete from news where id = ?');
  const byRequest = database.prepare('select document from entries where request_id = ?');
  const byNetworkTransaction = database.prepare(
    'select document from entries where network_transaction_id = ?',
  );
  const byAuthorization = database.prepare('select document from entries where authorization_request_id = ?');
  const insert = database.prepare('insert into entries values (?, ?, ?, ?)');
  const authenticationByRequest = database.prepare(
    'select document from authentications where request_id = ?',
  );
  const authenticationById = database.prepare('select document from authentications where id = ?');
  const insertAuthentication = database.prepare('insert into authentications values (?, ?, ?)');
  const challengeById = database.prepare('select document from challenges where authentication_id = ?');
  const insertChallenge = database.prepare('insert into challenges values (?, ?)');

  return {
    find: (requestId) => read(byRequest, requestId),
    byNetworkTransaction: (id) => read(byNetworkTransaction, id),
    movesOf: (authorization) => byAuthorization.all([authorization]).flatMap((row) => parse(row) ?? []),
    authenticationOfRequest: (requestId) => read(authenticationByRequest, requestId),
    authentication: (id) => {
      const entry = read<AuthenticationEntry>(authenticationById, id);
      const result = read<AuthenticationResult>(challengeById, id);
      return entry === undefined || result === undefined ? entry : { ...entry, result };
    },
    append: (entry, later = []) => {
      for (const { due, news } of later) insertNews.run([news.id, due, JSON.stringify(news)]);
      const transaction = 'networkTransactionId' in entry ? entry.networkTransactionId : null;
      const authorization = 'authorization' in entry ? entry.authorization : null;
      insert.run([entry.requestId, transaction, authorization, JSON.stringify(entry)]);
    },
    dueNews: (now, limit, after) =>
      newsByDue
        .all([now, after?.happened ?? 0, after?.id ?? '', limit])
        .flatMap((row) => parse<NetworkNews>(row) ?? []),
    dropNews: (id) => {
      deleteNews.run([id]);
    },
    appendAuthentication: (entry) => {
      insertAuthentication.run([entry.result.authenticationId, entry.requestId, JSON.stringify(entry)]);
    },
    appendChallenge: (result) => {
      insertChallenge.run([result.authenticationId, JSON.stringify(result)]);
    },
  };
}

function read<Document>(statement: Database.Statement, key: string): Document | undefined {
  return parse(statement.get([key]));
}

function parse<Document>(row: unknown): Document | undefined {
  if (typeof row !== 'object' || row === null || !('document' in row)) return undefined;
  return typeof row.document === 'string' ? JSON.parse(row.document) : undefined;
}
