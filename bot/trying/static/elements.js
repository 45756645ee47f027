/* Elements of the page, and the signs of its channels. */

const GLYPHS = {
  text: "M9.5 3 8.9 7H5v2h3.6l-.8 6H4v2h3.5l-.6 4h2l.6-4h6l-.6 4h2l.6-4H20v-2h-2.2l.8-6H22V7h-3.1l"
    + ".6-4h-2l-.6 4h-6l.6-4zm1.1 6h6l-.8 6h-6z",
  thread: "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-9l-5 4v-4H4a2 2 0 0 1-2-2V5c0-1.1.9-2 2-2zm3 4v2"
    + "h10V7zm0 4v2h7v-2z",
  forum: "M3 4h13a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H8l-4 3v-3H3a2 2 0 0 1-2-2V6c0-1.1.9-2 2-2zm17 4h1a2"
    + " 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-1v3l-4-3H9v-2h8a3 3 0 0 0 3-3z",
  direct: "M12 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10zm0 12c5 0 9 2.5 9 5.5V22H3v-2.500C3 16.500 7 14 12 "
    + "14z",
};

/** Make an element with properties and children. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Draw the sign of a kind of channel. */
export function glyph(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("fill-rule", "evenodd");
  path.setAttribute("d", GLYPHS[kind]);
  svg.append(path);
  return make("span", { className: "glyph", ariaHidden: "true" }, svg);
}
