/** The interface's words in the language that the page came in. The page carries the table; English is the key itself. */

const { language, table, choice } = JSON.parse(
  document.getElementById("words")?.textContent || '{"language": "en", "table": {}, "choice": []}',
);
const CATEGORIES = { en: ["one", "other"], "zh-Hans": ["other"], ru: ["one", "few", "many"] };
const rules = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/** The tag of the interface's language. */
export const LANGUAGE = language;

/** The languages of the interface: `{tag, name, chosen, url}`. */
export const LANGUAGE_CHOICE = choice;

/**
 * Words in the interface's language; `{name}` in them is replaced by `values.name`. Call it with a literal, so that
 * `python -m webui.extraction` finds it.
 * @param {string} words in English
 * @param {Object<string, any>} [values]
 */
export function t(words, values) {
  const found = table[words] || words;
  return values ? fill(found, values) : found;
}

/**
 * The form that a count asks for; `{count}` in it is the count.
 * @param {string} one in English, for one
 * @param {string} many in English, for several
 * @param {number} count
 * @param {Object<string, any>} [values]
 */
export function tn(one, many, count, values = {}) {
  const form = table[one]?.[CATEGORIES[language].indexOf(rules.select(count))];
  return fill(form || (count === 1 ? one : many), { count: number(count), ...values });
}

/** Marks words that are given to `t` later. */
export const later = (words) => words;

/** A number as people of the interface's language write it: `12,000`. */
export const number = (value) => numbers.format(value);

/** A language's name in the interface's language. */
export function languageName(tag) {
  try {
    return new Intl.DisplayNames(language, { type: "language", languageDisplay: "standard" }).of(tag);
  } catch {
    return tag;
  }
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}
