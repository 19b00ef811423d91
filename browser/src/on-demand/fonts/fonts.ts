import type { FontSource, LoadedFont } from '@onfile/shared/element-rpc.ts';
import type { Frame } from '../../elements/framed-element.ts';
import { type FaceSource, faceOf, facesIn, isLatin } from './font-face.ts';

/** More than a page draws its labels with. */
const mostFaces = 32;
const mostBytes = 4_000_000;

const loading = new Map<string, Promise<readonly LoadedFont[]>>();
const given = new WeakMap<Frame, Set<string>>();

/**
 * Fetches the page's fonts from within the page, whole, and passes them to the frame, so that the frame itself asks no
 * other server for anything, before or while the buyer types. A font that cannot be loaded is named in the console;
 * nothing waits for it.
 */
export function giveFonts(frame: Frame, sources: readonly FontSource[]): void {
  const known = given.get(frame) ?? new Set();
  given.set(frame, known);
  // The list may be a framework's proxy.
  const plain: readonly FontSource[] = JSON.parse(JSON.stringify(sources));
  for (const source of plain) {
    const name = JSON.stringify(source);
    if (known.has(name)) continue;
    known.add(name);
    const fonts = loading.get(name) ?? load(source);
    loading.set(name, fonts);
    // A frame that is gone draws nothing.
    fonts.then((loaded) => frame.useFonts(loaded)).catch(() => {});
  }
}

async function load(source: FontSource): Promise<readonly LoadedFont[]> {
  if (!isFont(source)) {
    console.warn(`A font needs cssSrc, or family and src: ${JSON.stringify(source)} has neither.`);
    return [];
  }
  try {
    const faces = await facesOf(source);
    const loaded = await Promise.all(faces.slice(0, mostFaces).map(loadFace));
    return loaded.filter((font) => font !== null);
  } catch {
    return warn('cssSrc' in source ? source.cssSrc : source.family);
  }
}

/** Checks the type: a page may pass anything. */
function isFont(source: unknown): boolean {
  if (typeof source !== 'object' || source === null) return false;
  const isText = (name: string) => typeof Reflect.get(source, name) === 'string';
  return isText('cssSrc') || (isText('family') && isText('src'));
}

async function facesOf(source: FontSource): Promise<readonly FaceSource[]> {
  if ('cssSrc' in source) {
    const url = new URL(source.cssSrc, document.baseURI).href;
    return facesIn(await (await get(url)).text(), url).filter(isLatin);
  }
  const { family, src, weight = '', style = '', unicodeRange = '' } = source;
  const descriptors = Object.entries({
    'font-family': family,
    src,
    'font-weight': weight,
    'font-style': style,
    'unicode-range': unicodeRange,
  });
  const face = faceOf(new Map(descriptors.map(([name, value]) => [name, String(value)])), document.baseURI);
  if (face === null) throw new Error('The font has no URL.');
  return [face];
}

async function loadFace({ url, ...face }: FaceSource): Promise<LoadedFont | null> {
  try {
    const bytes = await (await get(url)).arrayBuffer();
    if (bytes.byteLength > mostBytes) throw new Error('The font is too large.');
    return { ...face, bytes };
  } catch {
    warn(face.family);
    return null;
  }
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { credentials: 'omit' });
  if (!response.ok) throw new Error(`${url} returned ${response.status}.`);
  return response;
}

function warn(name: string): readonly LoadedFont[] {
  console.warn(`The font ${name} could not be loaded.`);
  return [];
}
