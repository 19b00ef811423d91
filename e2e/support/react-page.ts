import { rolldown } from 'rolldown';

/** Bundles a React page as a merchant's build would, into one script. */
export async function bundleReactPage(entry: string): Promise<string> {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  return output[0].code;
}

/** The page around it. */
export function reactPage(script: string): string {
  const data = 'data-client-secret="{{CLIENT_SECRET}}" data-publishable-key="{{PUBLISHABLE_KEY}}"';
  return (
    `<div id="root"></div><script>Object.assign(document.body.dataset, document.getElementById('given').dataset)</script>`.replace(
      '<div id="root">',
      `<div id="given" ${data}></div><div id="root">`,
    ) + `<script>${script.replaceAll('</script', '<\\/script')}</script>`
  );
}
