/** The release of Onfile. */
export const release = '0.1.0';
