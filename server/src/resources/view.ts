/** An object of the API in its newest form. */
export type View = object;
