/** Applies style sheets to the document. They come with the script: a frame waits for no request of theirs. */
export function adopt(...texts: readonly string[]): void {
  for (const text of texts) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }
}
