// Turns a CPU profile of V8 into a picture and into sums.

const width = 1600;
const rowHeight = 17;
/** In pixels: anything narrower is invisible. */
const leastWidth = 0.4;
const letterWidth = 6.6;
/** V8's names for time in which no JavaScript runs. */
const resting = new Set(['(idle)', '(root)']);

/**
 * Draws a profile (`Profiler.Profile` of the DevTools protocol) whose functions are mapped to their sources. Returns `svg`,
 * callers below their callees, and `costs`, shares of the non-idle time: by function, without and with its callees, and by
 * file.
 */
export function flameGraph(profile, title) {
  const root = calls(profile);
  const byFunction = new Map();
  const inclusive = new Map();
  const byFile = new Map();
  const total = timeOf(root);
  const addTo = (sums, key, time) => sums.set(key, (sums.get(key) ?? 0) + time / total);
  const visit = (call, above) => {
    addTo(byFunction, call.name, call.self);
    addTo(byFile, call.file, call.self);
    // A recursive function is counted once.
    if (!above.includes(call.name)) addTo(inclusive, call.name, timeOf(call));
    for (const called of call.children.values()) visit(called, [...above, call.name]);
  };
  for (const call of root.children.values()) visit(call, []);
  return {
    svg: draw(root, title),
    costs: { 'function, itself': byFunction, 'function, with what it calls': inclusive, file: byFile },
  };
}

/** Merges calls of one function from one place. Returns the root of their tree. */
function calls({ nodes, samples, timeDeltas }) {
  const self = new Map();
  for (const [index, id] of samples.entries()) self.set(id, (self.get(id) ?? 0) + timeDeltas[index]);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const merge = (into, node) => {
    for (const child of (node.children ?? []).map((id) => byId.get(id))) {
      if (resting.has(child.callFrame.functionName)) continue;
      const { name, file } = nameOf(child.callFrame);
      const call = into.children.get(name) ?? { name, file, self: 0, children: new Map() };
      into.children.set(name, call);
      call.self += self.get(child.id) ?? 0;
      merge(call, child);
    }
    return into;
  };
  return merge({ name: 'all', file: '', self: 0, children: new Map() }, nodes[0]);
}

/** Work of V8 itself, such as garbage collection, belongs to no file. */
function nameOf({ functionName, url, lineNumber }) {
  if (url === '') return { name: functionName, file: functionName };
  const file = url.replace(/^.*node_modules\//, '');
  return { name: `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`, file };
}

function timeOf({ self, children }) {
  return [...children.values()].reduce((sum, child) => sum + timeOf(child), self);
}

function draw(root, title) {
  const total = timeOf(root);
  const boxes = [];
  let depths = 0;
  const place = (call, left, depth) => {
    const wide = (timeOf(call) / total) * width;
    if (wide < leastWidth) return;
    depths = Math.max(depths, depth + 1);
    boxes.push({ call, left, depth, wide });
    let at = left;
    for (const child of [...call.children.values()].sort((a, b) => timeOf(b) - timeOf(a))) {
      place(child, at, depth + 1);
      at += (timeOf(child) / total) * width;
    }
  };
  place(root, 0, 0);
  const height = (depths + 1) * rowHeight;
  const drawn = boxes.map(({ call, left, depth, wide }) => {
    const top = height - (depth + 1) * rowHeight;
    const share = ((100 * timeOf(call)) / total).toFixed(1);
    const label = escaped(call.name.slice(0, Math.max(0, Math.floor((wide - 6) / letterWidth))));
    return `<g><title>${escaped(call.name)}: ${share} %</title><rect x="${left.toFixed(1)}" y="${top}" width="${wide.toFixed(1)}" height="${rowHeight - 1}" fill="${colorOf(call.file)}"/><text x="${(left + 3).toFixed(1)}" y="${top + 12}">${label}</text></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" font-family="monospace" font-size="11"><text x="3" y="12">${escaped(title)}</text>\n${drawn.join('\n')}\n</svg>\n`;
}

/** Colours for our files, libraries, Node and V8. */
function colorOf(file) {
  if (/^(server|shared|cli)\//.test(file)) return '#f5a25d';
  if (file.startsWith('node:')) return '#a7c5eb';
  return file.includes('/') ? '#b8de9c' : '#d5d5d5';
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
