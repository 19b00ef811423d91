import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { errors } from '@onfile/shared/errors.ts';
import type { FastifyRequest } from 'fastify';
import type { UploadRule } from '../../api/route.ts';
import { formLimits, nestForm } from '../../params/form.ts';
import { createHeldBytes } from '../../requests/held-bytes.ts';
import { requireOwnAccount } from './caller/own-account.ts';
import type { Knowing, Upload } from './context.ts';
import { readForm } from './request-parts.ts';

const held = createHeldBytes({ ofAll: 256 * 1024 * 1024, ofOne: 64 * 1024 * 1024 });
/** What a body may have besides its file. */
const wrappingBytes = formLimits.bodyBytes;
const partsMax = 200;

/**
 * Reads a multipart body, its parameters and one file named `file`, if the call accepts one. Throws 413 as soon as the file is
 * too long, 429 if too much is already being uploaded, and 400 for a malformed body.
 */
export async function readUpload(context: Knowing<'caller'>): Promise<void> {
  const { request, route } = context;
  if (route.upload === null || !isMultipart(request)) return;
  context.upload = await bounded(request, context.caller.account.id, route.upload);
  request.body = context.upload.form;
  readForm(context);
  // The body may name an account too.
  requireOwnAccount(context);
}

function isMultipart({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

async function bounded(request: FastifyRequest, account: string, rule: UploadRule): Promise<Upload> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const longest = rule.bytesMax({});
  if (announced > longest + wrappingBytes) throw errors.fileTooLarge(longest);
  let ofThis = 0;
  let isRead = false;
  try {
    return await parts(request, rule, (length) => {
      // What the parser still held when the request was refused.
      if (isRead) return;
      if (!held.hold(account, length)) throw errors.rateLimited();
      ofThis += length;
    });
  } finally {
    isRead = true;
    held.release(account, ofThis);
  }
}

function parts(request: FastifyRequest, rule: UploadRule, hold: (length: number) => void): Promise<Upload> {
  const { raw } = request;
  return new Promise((resolve, reject) => {
    const pairs: [name: string, value: string][] = [];
    const chunks: Buffer[] = [];
    const digest = createHash('sha256');
    const parser = parserOf(raw.headers);
    /** Discards the rest of the body as it arrives. */
    const fail = (error: unknown) => {
      raw.unpipe(parser);
      raw.resume();
      reject(error);
    };
    const malformed = (why: string) => () => fail(errors.bodyMalformed(why));
    const brokenParts = malformed('its parts are not as `multipart/form-data` has them.');

    parser.on('field', (name: string | undefined, value, nameIsCut, valueIsCut) => {
      if (name === undefined) return malformed('a part has no name.')();
      if (nameIsCut || valueIsCut) malformed('a parameter is too long.')();
      pairs.push([name, value]);
    });
    parser.on('file', (name: string | undefined, stream, filename) => {
      if (name === undefined) malformed('a part has no name.')();
      if (name !== undefined && name !== 'file') pairs.push([name, '']);
      let length = 0;
      const max = rule.bytesMax(Object.fromEntries(pairs));
      stream.on('data', (chunk: Buffer) => {
        try {
          length += chunk.length;
          if (length > max) throw errors.fileTooLarge(max);
          hold(chunk.length);
        } catch (error) {
          fail(error);
          return;
        }
        chunks.push(chunk);
        digest.update(chunk);
      });
      stream.on('error', brokenParts);
      stream.on('end', () => {
        if (name === 'file') pairs.push(['file[filename]', nameOf(filename)], ['file[size]', String(length)]);
      });
    });
    parser.on('filesLimit', malformed('it holds more than one file.'));
    parser.on('partsLimit', malformed(`it has more than ${partsMax} parts.`));
    parser.on('error', brokenParts);
    raw.on('close', () => {
      if (!raw.readableEnded) malformed('it ended too early.')();
    });
    parser.on('finish', () => {
      try {
        const form = nestForm(pairs);
        const isThere = pairs.some(([name]) => name === 'file[size]');
        const bytes = isThere ? Buffer.concat(chunks) : null;
        resolve({ form, bytes, digest: digest.digest('hex') });
      } catch (error) {
        fail(error);
      }
    });
    raw.pipe(parser);
  });
}

function parserOf(headers: IncomingHttpHeaders) {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: { files: 1, parts: partsMax, fieldNameSize: 1024, fieldSize: 64 * 1024 },
    });
  } catch {
    throw errors.bodyMalformed('its content type names no boundary.');
  }
}

/** A file's name as it may be shown and passed on. */
function nameOf(filename: string): string {
  return [...filename.replaceAll(/\p{Cc}/gu, '')].slice(0, 255).join('') || 'blob';
}
