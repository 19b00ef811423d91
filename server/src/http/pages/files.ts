import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type FileContents, readFile, readLinkedFile } from '../../flows/files/file-contents.ts';
import type { Caller } from '../../keys/caller-cache.ts';
import { fileTypes } from '../../resources/files/file-types.ts';
import type { Services } from '../../services.ts';
import { closed, uploaded } from './policies.ts';
import { type Document, sendDocument } from './send-document.ts';

/** What a browser shows without running any of it. */
const shown: readonly string[] = ['gif', 'jpg', 'png'];

/** `GET /v1/files/:file/contents`, with a key, and `/links/:token`, without one: serves uploads. */
export function serveFiles(
  server: FastifyInstance,
  services: Services,
  admit: (request: FastifyRequest) => Promise<Caller>,
): void {
  server.get<{ Params: { file: string } }>('/v1/files/:file/contents', async (request, reply) => {
    const found = await readFile(services, await admit(request), request.params.file);
    return sendDocument(reply, documentOf(found));
  });
  server.get<{ Params: { token: string } }>('/links/:token', async (request, reply) => {
    const found = await readLinkedFile(services, request.params.token);
    if (found !== null) return sendDocument(reply, documentOf(found));
    return sendDocument(reply, {
      policy: closed,
      cache: 'no-store',
      status: 404,
      type: 'text/plain; charset=utf-8',
      body: 'There is no such link, or it has expired.',
    });
  });
}

/** Uploads may contain anything, so all but plain pictures are downloads. */
function documentOf({ file, bytes }: FileContents): Document {
  const { filename, size, type } = file.doc;
  const disposition = shown.includes(type) ? 'inline' : 'attachment';
  return {
    policy: uploaded,
    type: fileTypes[type].mime,
    body: bytes,
    // A link can be ended at any time.
    cache: 'no-store',
    headers: {
      'Content-Disposition': `${disposition}; filename*=UTF-8''${inExtendedValue(filename)}`,
      'Content-Length': String(size),
    },
  };
}

/** Source: RFC 5987, section 3.2. */
function inExtendedValue(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
