/* Runs before the page is drawn, so that a chosen appearance does not flash in. Not a module: modules wait. */
"use strict";
for (const name of ["theme", "letters", "density", "measure"]) {
  try {
    const value = localStorage.getItem("hexapla." + name);
    if (value) document.documentElement.dataset[name] = value;
  } catch {
    /* storage may be forbidden; the system's appearance serves */
  }
}
