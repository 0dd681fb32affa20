/* What every script here shares: ask and listen by data- attributes; no script knows anything of the office. */
window.desk = {
  one: (query, root) => (root || document).querySelector(query),
  all: (query, root) => Array.from((root || document).querySelectorAll(query)),
  on: (event, query, act) =>
    document.addEventListener(event, (e) => {
      const hit = e.target.closest && e.target.closest(query);
      if (hit) act(e, hit);
    }),
  token: () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "",
  words: (name) => document.body.getAttribute("data-word-" + name) || "",
  typing: (e) =>
    e.isComposing || e.keyCode === 229 ||
    !!(e.target.closest && e.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]")),
};
Object.assign(htmx.config, { includeIndicatorStyles: false, allowEval: false, selfRequestsOnly: true, historyCacheSize: 0 });
document.documentElement.setAttribute("data-scripts", "");
document.addEventListener("htmx:configRequest", (e) => { e.detail.headers["X-CSRFToken"] = desk.token(); });
