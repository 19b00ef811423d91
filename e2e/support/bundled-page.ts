import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { compile } from 'svelte/compiler';

/** Compiles Svelte components, the page's and those of its packages. */
const svelte: Plugin = {
  name: 'svelte',
  transform(code, id) {
    if (!id.endsWith('.svelte')) return null;
    return { code: compile(code, { filename: id, generate: 'client' }).js.code, moduleType: 'js' };
  },
};

/** Bundles a page of `e2e/pages` into one script, as a merchant's build would; packages may stand for others. */
export async function bundlePage(
  page: string,
  alias: Readonly<Record<string, string>> = {},
): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`../pages/${page}`, import.meta.url)),
    platform: 'browser',
    plugins: [svelte],
    resolve: { alias, conditionNames: ['svelte', 'browser', 'import', 'default'] },
    transform: {
      define: {
        'process.env.NODE_ENV': '"production"',
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
    },
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  return output[0].code;
}

/** The page around it; the script reads its parameters from the body's data. */
export function bundledPage(script: string, element = 'payment'): string {
  return `<div id="root"></div>
<script>Object.assign(document.body.dataset, { clientSecret: '{{CLIENT_SECRET}}', publishableKey: '{{PUBLISHABLE_KEY}}', element: '${element}' });</script>
<script>${script.replaceAll('</script', '<\\/script')}</script>`;
}
