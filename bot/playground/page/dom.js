/** Builds elements. Text only ever enters the page as text: nothing here parses HTML. */

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined),
  );
  return element;
}

export function icon(paths, label) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", paths);
  svg.append(path);
  return svg;
}

export const ICONS = {
  close: "M5 5l10 10M15 5L5 15",
  copy: "M7 7V4.5A1.5 1.5 0 0 1 8.500 3h7A1.500 1.500 0 0 1 17 4.500v7a1.500 1.500 0 0 1-1.500 1.500H13M4.500 7h7A1.500 1.500 0 0 1 13 8.500v7a1.500 1.500 0 0 1-1.500 1.500h-7A1.500 1.500 0 0 1 3 15.500v-7A1.500 1.500 0 0 1 4.500 7z",
  done: "M4 10.500l4 4 8-9",
  send: "M3.500 4l13.500 6-13.500 6 2-6zM5.500 10H11",
  attach:
    "M15.500 9.500l-5.600 5.600a3.500 3.500 0 0 1-5-5l6-6a2.300 2.300 0 0 1 3.300 3.300l-5.900 5.900a1.100 1.100 0 0 1-1.600-1.600l5.200-5.200",
  reply: "M4 5h12v8.500H9.500L6 16.500v-3H4z",
  edit: "M4 16l.8-3.400L13 4.400l2.600 2.600-8.200 8.200z",
  remove: "M4.500 6h11M8 6V4h4v2M6 6l.7 10h6.600L14 6",
  eye: "M2.500 10s2.800-4.500 7.500-4.500S17.500 10 17.500 10 14.700 14.500 10 14.500 2.500 10 2.500 10zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  file: "M5.500 3h6l3.500 3.500V17h-9.500zM11.500 3v3.500H15",
  hash: "M8 3.500l-1.500 13M13.500 3.500L12 16.500M3.800 7.500h13M3.200 12.500h13",
  menu: "M3.500 6h13M3.500 10h13M3.500 14h13",
};
