/** For fields that must hold more than spaces. */
export const filled = { validate: (text: string) => text.trim() !== '' };
