/** For fields that must contain more than spaces. */
export const filled = { validate: (text: string) => text.trim() !== '' };
