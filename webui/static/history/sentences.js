/** What differs, in the words of the interface: the server tells it in English, and these are its sentences. */

import { matcher } from "../alignment/labels.js";
import { later } from "../i18n.js";

/** Translate a sentence of a comparison; one that is not known stays as it is. */
export const sentence = matcher([
  later("{link} was merged into {home}"),
  later("{link} is gone; what it held is in {homes}"),
  later("{link} is gone with its words"),
  later("{before} is called {link} now"),
  later("{link} took {segments} from {origin}"),
  later("{link} stands elsewhere in the order now"),
  later("{link} is new: it took {segments}"),
  later("{origin} was split: {segments} became {link}"),
  later("{segments} is new in {link}"),
  later("{link} is new"),
  later("{segments} was taken out of {link}"),
  later("{segments} in {link} reads differently"),
  later("{segments} was split into {parts} in {link}, with other words"),
  later("{segments} was split into {parts} in {link}"),
  later("{segments} were joined to {whole} in {link}, with other words"),
  later("{segments} were joined to {whole} in {link}"),
  later("{segments} were cut anew as {parts} in {link}, with other words"),
  later("{segments} were cut anew as {parts} in {link}"),
  later("{link} was confirmed again"),
  later("{link} has a new note"),
  later("a note on {link} was changed"),
  later("a note on {link} was deleted"),
  later("a note on {link} has other marks: “{words}”"),
  later("{link} was {status}, is {status2}"),
]);
