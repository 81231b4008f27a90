/** Titles and names are text: an ampersand in a menu's label would underline the letter after it. */
export const literal = (text: string) => text.replaceAll("&", "&&");
